'use strict'

const assert = require('node:assert/strict')
const { after, test } = require('node:test')

const { installSubreaper, makeZombie, reap } = require('../..')
const { compile, startOrphan, until, untilZombie } = require('../support/helpers')
const { processInfo } = require('../support/process-table')
const { tracedZombie } = require('../support/traced')

installSubreaper()
after(() => reap())

/**
 * Calls reap() in each of its ways, with a zombie behind the process that it must not report.
 */
function assertOnlyTheOthers() {
  for (const options of [{}, { names: true }, { exclude: [1] }, { steal: true }]) {
    const pids = [makeZombie(), makeZombie({ orphan: true })]
    assert.deepEqual(
      reap(options).map(({ pid }) => pid),
      pids,
      JSON.stringify(options),
    )
  }
}

/**
 * Kills the process, and waits until reap() has taken it.
 * @param {number} pid
 */
async function assertReapedWhenKilled(pid) {
  process.kill(pid, 'SIGKILL')
  const reaped = await until(() => reap()[0], `process ${pid} is reaped`)
  assert.deepEqual([reaped.pid, reaped.signal], [pid, 'SIGKILL'])
}

test('a living orphan is left alone', async (t) => {
  const pid = startOrphan(t, 'sleep 1000')
  assertOnlyTheOthers()
  await assertReapedWhenKilled(pid)
})

test('a stopped orphan is not reported, nor when it goes on', async (t) => {
  const pid = startOrphan(t, 'sleep 1000')
  process.kill(pid, 'SIGSTOP')
  await until(() => processInfo(pid)?.state === 'T', 'it has stopped')
  assertOnlyTheOthers()
  process.kill(pid, 'SIGCONT')
  await until(() => processInfo(pid)?.state === 'S', 'it goes on')
  assertOnlyTheOthers()
  await assertReapedWhenKilled(pid)
})

test('a process whose leader thread has ended is not, while another one runs', async (t) => {
  const pid = startOrphan(t, compile('shared/leader-ends.c'))
  await untilZombie(pid)
  assertOnlyTheOthers()
  await assertReapedWhenKilled(pid)
})

test('a traced zombie is not, until its tracer has let go of it', async (t) => {
  const { pid, tracer } = await tracedZombie(t)
  assertOnlyTheOthers()
  tracer.stdin.end()
  const reaped = await until(() => reap()[0], 'it is reaped')
  assert.deepEqual([reaped.pid, reaped.signal], [pid, 'SIGKILL'])
})

test('an orphan that made us its tracer and stopped is not', async (t) => {
  const pid = startOrphan(t, `${compile('shared/ptrace.c')} traceme ${process.pid}`)
  await until(() => processInfo(pid)?.state === 't', 'it has stopped for its tracer')
  assertOnlyTheOthers()
  await assertReapedWhenKilled(pid)
})
