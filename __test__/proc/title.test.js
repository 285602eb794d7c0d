'use strict'

const assert = require('node:assert/strict')
const { test } = require('node:test')

const { program, runNode } = require('../support/helpers')

test('a title that is cut within a UTF-8 character changes nothing', async () => {
  assert.deepEqual(await runNode([program('proc/titled.js')]), {
    isCut: true,
    zombies: 'us',
    orphans: 0,
    pidUsage: true,
    job: 0,
    reap: 1,
    exitCode: 7,
    startReaper: 1,
  })
})
