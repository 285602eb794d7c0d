'use strict'

const assert = require('node:assert/strict')
const { spawn } = require('node:child_process')
const { test } = require('node:test')
const { setImmediate: turn } = require('node:timers/promises')
const { Worker } = require('node:worker_threads')

const { reap } = require('../..')
const {
  IN_NAMESPACE,
  program,
  runNode,
  skipWithoutRoot,
  until,
  untilReaped,
  untilZombie,
} = require('../support/helpers')

test('the child of a terminated Worker is reaped', async () => {
  const script = `
    const { parentPort } = require('node:worker_threads')
    parentPort.postMessage(require('node:child_process').spawn('sleep', ['1000']).pid)`
  const worker = new Worker(script, { eval: true })
  const pid = await new Promise((resolve) => worker.once('message', resolve))
  await worker.terminate()
  assert.deepEqual(reap(), [])
  process.kill(pid, 'SIGKILL')
  await untilZombie(pid)
  const reaped = await until(() => reap()[0], 'it is reaped')
  assert.deepEqual([reaped.pid, reaped.signal], [pid, 'SIGKILL'])
})

test('a child whose handle was closed early is reaped', async () => {
  const child = spawn('sleep', ['1000'])
  const { _handle: handle } = /** @type {any} */ (child)
  handle.close()
  await turn()
  child.unref()
  const pid = child.pid ?? 0
  process.kill(pid, 'SIGTERM')
  await untilZombie(pid)
  assert.deepEqual(
    (await untilReaped([pid])).map((reaped) => [reaped.pid, reaped.signal]),
    [[pid, 'SIGTERM']],
  )
})

test(
  'a PID that libuv has done with may be the PID of another zombie',
  {
    skip: skipWithoutRoot,
  },
  async () => {
    const result = await runNode([program('reap/reused-pid.js')], { under: IN_NAMESPACE })
    assert.deepEqual(result, { same: true, reaped: [32] })
  },
)
