'use strict'

const assert = require('node:assert/strict')
const { test } = require('node:test')

const { IN_NAMESPACE, program, runNode, skipWithoutNamespace } = require('../support/helpers')

for (const [kind, what] of [
  ['event', 'the application'],
  ['io', 'a callback of I/O that sets a timer'],
  ['timer', 'a timer, and looks by a timer itself'],
  ['job', 'the application, and then a job is closed'],
]) {
  test(`who waits on the event loop has a turn before anything is taken, after it was blocked by ${what}`, async () => {
    const result = await runNode([program('loop/waiter-on-the-loop.js'), kind])
    assert.deepEqual(result, { exitCode: 5, isTaken: false })
  })
}

test(
  'a PID that was given to a child of libuv meanwhile is not taken',
  { skip: skipWithoutNamespace },
  async () => {
    const result = await runNode([program('loop/quarantined-pid.js')], {
      under: IN_NAMESPACE,
    })
    assert.deepEqual(result, { isReused: true, exitCode: 6, taken: [] })
  },
)
