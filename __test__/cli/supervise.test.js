'use strict'

// Programs as jobs of this process.

const assert = require('node:assert/strict')
const { once } = require('node:events')
const { afterEach, test } = require('node:test')

const { supervise } = require('../../lib/cli/run/supervise')
const { createJob } = require('../../lib/job/job')
const { until, untilAsleep } = require('../support/helpers')
const { descendantsOf } = require('../support/process-table')

// `node --test` of Node 26 lets its children write a report at each SIGUSR2.
Object.assign(process.report, { reportOnSignal: false })

// supervise() makes this process a subreaper: whatever a job leaves behind becomes its child.
const living = () => descendantsOf(process.pid).filter(({ state }) => state !== 'Z')

/** @type {NodeJS.Signals[]} */
const FORWARDED = ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2']
const others = FORWARDED.map((signal) => process.listeners(signal))

// A job forwards signals until its process ends. Here the next test sends signals to its own job.
afterEach(() => {
  for (const [index, signal] of FORWARDED.entries()) {
    for (const listener of process.listeners(signal))
      if (!others[index].includes(listener)) process.off(signal, listener)
  }
})

/**
 * @param {string} script for the shell
 * @param {number} [killAfter]
 */
function start(script, killAfter) {
  return supervise(['sh', '-c', script], 'ignore', killAfter)
}

test('the exit code is that of the program, or 128 and the number of its signal', async () => {
  for (const [script, exitCode] of /** @type {const} */ ([
    ['exit 7', 7],
    ['kill -TERM $$', 143],
  ]))
    assert.deepEqual(await start(script).ended, { exitCode, remaining: [] })
})

// In the background, in a session of its own, and as an orphan.
const LEAVE_BEHIND = 'sleep 1000 & setsid sleep 1000 & (setsid sleep 1000 &)'
const DEAF = "trap '' TERM"

test('when it resolves, nothing that the program started is left', async () => {
  await start(`${LEAVE_BEHIND}; exit 0`).ended
  assert.deepEqual(living(), [])
})

test('what ignores SIGTERM gets SIGKILL', async () => {
  await start(`${DEAF}; ${LEAVE_BEHIND}; exit 0`, 0).ended
  assert.deepEqual(living(), [])
})

test('the time until SIGKILL is given in seconds, and has a default', async (t) => {
  const { mock } = t.mock.method(Object.getPrototypeOf(createJob()), 'close')
  await start('exit 0', 3).ended
  await start('exit 0').ended
  assert.deepEqual(
    mock.calls.map((/** @type {any} */ call) => call.arguments[0]),
    [{ killAfter: 3000 }, {}],
  )
})

test('after a signal, SIGKILL waits for as many seconds', async (t) => {
  const timers = t.mock.method(globalThis, 'setTimeout')
  const { ended } = start('exec sleep 1000', 5000)
  process.kill(process.pid, 'SIGTERM')
  assert.equal((await ended).exitCode, 143)
  assert.ok(timers.mock.calls.some((call) => call.arguments[1] === 5_000_000))
})

test('kill() finds a program that has dropped its environment', async () => {
  const { child, ended, kill } = start('exec env -i sleep 1000')
  await untilAsleep(child.pid)
  kill()
  assert.equal((await ended).exitCode, 137)
})

test('an error of a signal does not end the job', async () => {
  const { child, ended } = start('read line; exit 7')
  child.emit('error', new Error('kill EPERM'))
  assert.equal((await ended).exitCode, 7)
})

test('kill() ends a job whose program runs', async () => {
  const { ended, kill } = start(`${DEAF}; ${LEAVE_BEHIND}; sleep 1000`)
  await until(() => living().length === 5, 'all have started')
  kill()
  assert.equal((await ended).exitCode, 137)
  assert.deepEqual(living(), [])
})

test('kill() ends a job whose program has ended, and which waits for its SIGKILL', async () => {
  const script = `sleep 1000 & ${DEAF}; (exec sleep 1000) & exit 3`
  const { child, ended, kill } = start(script, 1_000_000)
  await until(
    () => child.exitCode === 3 && living().length === 1,
    'the program has ended, and only what ignores SIGTERM is alive',
  )
  kill()
  assert.equal((await ended).exitCode, 3)
  assert.deepEqual(living(), [])
})

test('a signal reaches the program', async () => {
  for (const signal of /** @type {const} */ (['SIGUSR1', 'SIGUSR2', 'SIGTERM'])) {
    const { child, ended } = start(`trap 'exit 9' ${signal.slice(3)}; while :; do sleep 0.01; done`)
    // The shell has its handler before it starts another process.
    await until(() => descendantsOf(Number(child.pid)).length > 0, 'the shell has its handler')
    process.kill(process.pid, signal)
    assert.equal((await ended).exitCode, 9, signal)
  }
})

for (const signal of /** @type {const} */ (['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT'])) {
  test(`${signal} asks the program to end, and SIGKILL follows`, async () => {
    const script = `trap '' ${signal.slice(3)}; trap 'echo got' USR2; echo ready; while :; do sleep 0.01; done`
    const { child, ended } = supervise(['sh', '-c', script], ['ignore', 'pipe', 'ignore'], 0)
    const stdout = /** @type {import('node:stream').Readable} */ (child.stdout)
    await once(stdout, 'data')
    // This signal does not ask.
    process.kill(process.pid, 'SIGUSR2')
    await once(stdout, 'data')
    assert.equal(child.signalCode, null)
    process.kill(process.pid, signal)
    assert.equal((await ended).exitCode, 137)
  })
}

test('a program that cannot be started rejects, and says why', async () => {
  const { ended } = supervise(['/no/such/program'], 'ignore', undefined)
  await assert.rejects(ended, { code: 'ENOENT', message: 'spawn /no/such/program ENOENT' })
})
