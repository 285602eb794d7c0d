'use strict'

const assert = require('node:assert/strict')
const { createHook } = require('node:async_hooks')
const { spawn } = require('node:child_process')
const { once } = require('node:events')
const { after, beforeEach, test } = require('node:test')
const { Worker } = require('node:worker_threads')

const { installSubreaper, makeZombie, reap, reapOrphans, startReaper } = require('../..')
const { now } = require('../../lib/loop/clocks')
const {
  IN_NAMESPACE,
  catchesSigchld,
  program,
  root,
  runNode,
  skipWithoutNamespace: skip,
  startOrphan,
  until,
  untilAsleep,
  untilNothingIsLeft,
} = require('../support/helpers')
const { processInfo } = require('../support/process-table')

installSubreaper()
after(() => installSubreaper(false))
// The next test must not see the processes that this test leaves and kills at its end.
beforeEach(untilNothingIsLeft)

// No test waits this long: a promise that resolves earlier has another reason.
const NEVER = 2 ** 31 - 1

test('it reaps what dies while it waits, and resolves when no more comes', async (t) => {
  const [early, late] = [startOrphan(t, 'sleep 1000'), startOrphan(t, 'sleep 1000')]
  process.kill(early, 'SIGTERM')
  const result = reapOrphans({ timeout: NEVER, settle: 2000 })
  await until(() => processInfo(early) === null, 'the first one is reaped')
  process.kill(late, 'SIGKILL')
  const { reaped, remaining } = await result
  assert.deepEqual(
    reaped.map(({ pid, signal, name }) => [pid, signal, name]),
    [
      [early, 'SIGTERM', undefined],
      [late, 'SIGKILL', undefined],
    ],
  )
  assert.deepEqual(remaining, [])
})

test('living orphans and children do not make it wait, and are not signalled', async (t) => {
  const orphan = startOrphan(t, 'sleep 1000')
  const child = spawn('sleep', ['1000'])
  await Promise.all([orphan, child.pid].map(untilAsleep))
  const { reaped, remaining } = await reapOrphans({ timeout: NEVER, settle: 20 })
  assert.deepEqual(reaped, [])
  assert.deepEqual(
    remaining.map(({ pid, name }) => [pid, name]),
    [[orphan, 'sleep']],
  )
  assert.equal(processInfo(orphan)?.state, 'S')
  assert.equal(processInfo(child.pid ?? 0)?.state, 'S')
  child.kill()
  await once(child, 'exit')
})

test('named processes are what it waits for, and nothing else', async (t) => {
  const [named, other] = [startOrphan(t, 'sleep 1000'), startOrphan(t, 'sleep 1000')]
  await Promise.all([named, other].map(untilAsleep))
  const result = reapOrphans({ timeout: NEVER, pids: new Set([named]) })
  const zombie = makeZombie()
  await until(() => processInfo(zombie) === null, 'a zombie is reaped meanwhile')
  process.kill(named, 'SIGTERM')
  const { reaped, remaining } = await result
  assert.deepEqual(
    reaped.map(({ pid }) => pid),
    [zombie, named],
  )
  assert.deepEqual(remaining, [])
  assert.equal(processInfo(other)?.state, 'S')
})

test('a named child of child_process is gone when libuv has waited for it', async () => {
  const child = spawn('sleep', ['1000'])
  const exit = once(child, 'exit')
  const result = reapOrphans({ timeout: NEVER, pids: [child.pid ?? 0] })
  child.kill('SIGTERM')
  assert.deepEqual(await result, { reaped: [], remaining: [] })
  assert.deepEqual(await exit, [null, 'SIGTERM'])
})

test('a named PID that is free already is gone', async () => {
  const pid = makeZombie()
  reap()
  assert.deepEqual(await reapOrphans({ timeout: NEVER, pids: [pid] }), {
    reaped: [],
    remaining: [],
  })
})

test('another process with the PID of a named one is not it', { skip }, async () => {
  const result = await runNode([program('reap/named-pid-reused.js')], { under: IN_NAMESPACE })
  assert.deepEqual(result, { isReused: true, remaining: [] })
})

test('an error has the zombies that were taken before', async () => {
  const result = await runNode([program('reap/late-error.js')], {
    under: ['prlimit', '--nofile=64:64'],
  })
  assert.deepEqual(result, ['EMFILE', true])
})

test('at the timeout it resolves with what remains', async (t) => {
  const named = startOrphan(t, 'sleep 1000')
  await untilAsleep(named)
  const { remaining } = await reapOrphans({ timeout: 50, pids: [named] })
  assert.deepEqual(
    remaining.map(({ pid }) => pid),
    [named],
  )
  // A timeout before the end of the quarantine leaves the zombie for the next call.
  const zombie = makeZombie()
  const early = await reapOrphans({ timeout: 20, quarantine: NEVER })
  assert.deepEqual(early.reaped, [])
  assert.deepEqual(
    early.remaining.map(({ pid, state }) => [pid, state]),
    [
      [named, 'S'],
      [zombie, 'Z'],
    ],
  )
  assert.equal((await reapOrphans({ timeout: 0, quarantine: 0 })).reaped.length, 1)
})

test('the quiet time begins with the call, and a zombie in quarantine is not quiet', async () => {
  makeZombie()
  const { reaped } = await reapOrphans({ timeout: NEVER, settle: 0, quarantine: 50 })
  assert.equal(reaped.length, 1)
  const start = now()
  await reapOrphans({ timeout: NEVER, settle: 100 })
  assert.ok(now() - start >= 100)
})

/**
 * Counts the timers that a call of reapOrphans() starts.
 * @param {import('../..').ReapOrphansOptions} options
 */
async function timersOf(options) {
  let timers = 0
  const hook = createHook({ init: (_id, type) => void (type === 'Timeout' && timers++) })
  hook.enable()
  await reapOrphans(options)
  hook.disable()
  return timers
}

test('it wakes up only when something may have changed', async (t) => {
  // On a busy machine a timer may fire too early, because Node counts from the last turn of the loop.
  const few = 10
  assert.ok((await timersOf({ timeout: NEVER, settle: 100 })) < few)
  const pids = [startOrphan(t, 'sleep 1000')]
  await untilAsleep(pids[0])
  // A process that is not a child sends no signal, so the call looks every 20 ms.
  assert.ok((await timersOf({ timeout: 100, pids })) < few)
  makeZombie()
  assert.ok((await timersOf({ timeout: 100, settle: 0, quarantine: NEVER })) < few)
})

test('beside a reaper both tell of everything', async (t) => {
  const reaper = startReaper({ quarantine: 50 })
  t.after(() => reaper.stop())
  /** @type {number[]} */
  const events = []
  reaper.on('reap', ({ pid }) => events.push(pid))
  const pids = [makeZombie(), makeZombie({ orphan: true })]
  const { reaped } = await reapOrphans({ timeout: NEVER })
  assert.deepEqual(
    reaped.map(({ pid }) => pid),
    pids,
  )
  assert.deepEqual(events, pids)
})

test('it keeps the process alive, and then no longer', async () => {
  const script = `
    const { makeZombie, reapOrphans } = require(${JSON.stringify(root)})
    makeZombie()
    reapOrphans().then(({ reaped }) => console.log(JSON.stringify(reaped.length)))`
  assert.equal(await runNode(['-e', script]), 1)
})

test('any number of them hear of a death, and none listens when all are over', async (t) => {
  assert.equal(catchesSigchld(), false)
  const pids = [startOrphan(t, 'sleep 1000')]
  const all = Array.from({ length: 20 }, () => reapOrphans({ pids, timeout: NEVER }))
  assert.equal(catchesSigchld(), true)
  assert.equal(process.listenerCount('SIGCHLD'), 0)
  process.kill(pids[0], 'SIGKILL')
  await Promise.all(all)
  assert.equal(catchesSigchld(), false)
})

test('bad options and Workers are refused', async () => {
  for (const [options, code] of /** @type {[any, string][]} */ ([
    [null, 'ERR_INVALID_ARG_TYPE'],
    [{ timeout: '1' }, 'ERR_INVALID_ARG_TYPE'],
    [{ timeout: -1 }, 'ERR_OUT_OF_RANGE'],
    [{ settle: 0.5 }, 'ERR_OUT_OF_RANGE'],
    [{ quarantine: Infinity }, 'ERR_OUT_OF_RANGE'],
    [{ pids: 1 }, 'ERR_INVALID_ARG_TYPE'],
    [{ pids: [0] }, 'ERR_OUT_OF_RANGE'],
  ])) {
    await assert.rejects(reapOrphans(options), { code }, JSON.stringify(options))
  }
  const script = `
    const { parentPort } = require('node:worker_threads')
    require(${JSON.stringify(root)}).reapOrphans().catch(({ code }) => parentPort.postMessage(code))`
  const [code] = await once(new Worker(script, { eval: true }), 'message')
  assert.equal(code, 'ERR_ZOMBIE_REAPER_NOT_MAIN_THREAD')
})

test('off Linux there is nothing to reap, and nothing remains', async () => {
  const script = `
    Object.defineProperty(process, 'platform', { value: 'darwin' })
    require(${JSON.stringify(root)}).reapOrphans().then((result) => console.log(JSON.stringify(result)))`
  assert.deepEqual(await runNode(['-e', script]), { reaped: [], remaining: [] })
})
