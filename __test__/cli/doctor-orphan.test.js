'use strict'

// The program that makes the orphan of `doctor --prove`.

const assert = require('node:assert/strict')
const { spawn } = require('node:child_process')
const { once } = require('node:events')
const path = require('node:path')
const { after, test } = require('node:test')

const { installSubreaper, reap } = require('../..')
const { program, root, untilReaped } = require('../support/helpers')
const { processInfo } = require('../support/process-table')

installSubreaper()
after(() => reap())

const ORPHAN = path.join(root, 'lib/cli/doctor/orphan.js')

test('the orphan has lost its parent, and ends when its pipe does', async () => {
  const launcher = spawn(process.execPath, [ORPHAN], { stdio: ['pipe', 'pipe', 'inherit'] })
  let output = ''
  launcher.stdout.on('data', (text) => (output += text))
  const [code] = await once(launcher, 'close')
  const orphan = Number(output)
  assert.deepEqual([code, processInfo(orphan)?.ppid], [0, process.pid])
  assert.notEqual(processInfo(orphan)?.state, 'Z')
  launcher.stdin.destroy()
  await untilReaped([orphan])
})

test('without a Node to start, there is no orphan', async () => {
  const flags = ['--require', program('cli/no-node.js')]
  const launcher = spawn(process.execPath, [...flags, ORPHAN], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  let output = ''
  launcher.stdout.on('data', (text) => (output += text))
  assert.deepEqual([(await once(launcher, 'close'))[0], output], [1, ''])
})
