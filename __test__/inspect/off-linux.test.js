'use strict'

const assert = require('node:assert/strict')
const { test } = require('node:test')

const { root, runNode } = require('../support/helpers')

test('off Linux there are no processes, and no limit', async () => {
  const script = `
    Object.defineProperty(process, 'platform', { value: 'darwin' })
    const { orphans, pidUsage, zombies } = require(${JSON.stringify(root)})
    console.log(JSON.stringify([orphans(), zombies(), pidUsage()]))`
  const usage = { tasks: 0, limit: null, headroom: null, zombies: 0, source: null, cgroup: null }
  assert.deepEqual(await runNode(['-e', script]), [[], [], usage])
})
