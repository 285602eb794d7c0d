'use strict'

const assert = require('node:assert/strict')
const { test } = require('node:test')

const { installSubreaper } = require('../..')
const { startOrphan, untilReaped, untilZombie } = require('../support/helpers')

installSubreaper()

// In a file of its own. A program that glibc's posix_spawn(3) started may ignore signal 32, and so
// do its children: mutants/javascript.js cannot run this test.
test('the signals that C libraries keep for themselves have a name too', async (t) => {
  for (const [number, name] of /** @type {const} */ ([
    [32, 'SIGRTMIN-2'],
    [33, 'SIGRTMIN-1'],
  ])) {
    const pid = startOrphan(t, 'sleep 1000')
    process.kill(pid, number)
    await untilZombie(pid)
    const [{ status, exitCode, signal }] = await untilReaped([pid])
    assert.deepEqual({ status, exitCode, signal }, { status: number, exitCode: null, signal: name })
  }
})
