'use strict'

const assert = require('node:assert/strict')
const { test } = require('node:test')

const { IN_NAMESPACE, program, runNode, skipWithoutNamespace } = require('./helpers')

test('who waits on the event loop has a turn after a blocked loop, before the reaper takes', async () => {
  assert.deepEqual(await runNode([program('waiter-on-the-loop.js')], { timeout: 30_000 }), {
    exitCode: 5,
    taken: [],
  })
})

test(
  'a PID that was given to a child of libuv meanwhile is not taken',
  { skip: skipWithoutNamespace },
  async () => {
    const result = await runNode([program('quarantined-pid.js')], {
      under: IN_NAMESPACE,
      timeout: 30_000,
    })
    assert.deepEqual(result, { isReused: true, exitCode: 6, taken: [] })
  },
)
