'use strict'

// Looks at /proc at the wrong moment. No real process tree produces this moment on demand.

const assert = require('node:assert/strict')
const { spawn } = require('node:child_process')
const { once } = require('node:events')
const { constants } = require('node:os')
const { test } = require('node:test')

const { closeJob } = require('../../lib/job/close')
const { binding } = require('../../lib/native/binding')
const { processStat } = require('../../lib/proc/table')
const { shared } = require('../../lib/support/shared')
const { installSubreaper, makeZombie, reap } = require('../..')
const { catchesSigchld, until, untilAsleep, untilZombie } = require('../support/helpers')
const { orphanOfAnotherSession } = require('../support/other-session')

/** @typedef {import('../../lib/proc/table').Stat} Stat */

// No test waits this long, in ms.
const NEVER = 2 ** 31 - 1

/** @param {import('node:test').TestContext} t */
async function startSleep(t) {
  const child = spawn('sleep', ['1000'], { stdio: 'ignore' })
  const exit = once(child, 'exit')
  t.after(async () => {
    child.kill('SIGKILL')
    await exit
  })
  await untilAsleep(child.pid)
  const stat = processStat(child.pid ?? 0)
  assert.ok(stat !== null)
  return { child, stat }
}

/**
 * @param {() => Stat[]} look
 * @param {number} timeout
 * @param {{ isSure?: boolean, has?: (pid: number) => boolean, signal?: number, killAfter?: number }} [more]
 */
function close(
  look,
  timeout,
  { isSure = true, has = () => true, signal = 9, killAfter = NEVER } = {},
) {
  const members = /** @type {any} */ ({ look, has, isSure })
  return closeJob(members, { signal, killAfter, timeout }, [])
}

/**
 * Notes the signals that are sent.
 * @param {import('node:test').TestContext} t
 * @returns {number[]}
 */
function noteSignals(t) {
  const native = /** @type {import('../../lib/native/binding').Binding} */ (binding)
  const { sendSignal } = native
  t.after(() => (native.sendSignal = sendSignal))
  /** @type {number[]} */
  const sent = []
  native.sendSignal = (pid, startTicks, number) => {
    sent.push(number)
    return sendSignal(pid, startTicks, number)
  }
  return sent
}

/** @returns {Stat[]} */
function throws() {
  throw new Error('from the look')
}

const { SIGCONT, SIGKILL, SIGTERM, SIGURG } = constants.signals

/** @param {Stat} stat */
function lookAt({ pid }) {
  return () => [processStat(pid)].filter((stat) => stat !== null)
}

test('who has got the PID of a member since the look is not signalled', async (t) => {
  const { child, stat } = await startSleep(t)
  const member = { ...stat, startTicks: stat.startTicks - 1 }
  const { remaining } = await close(() => [member], 100)
  assert.deepEqual(
    remaining.map(({ pid }) => pid),
    [stat.pid],
  )
  // A signal would show by now: SIGKILL takes effect at once, and raises SIGCHLD.
  assert.equal(processStat(stat.pid)?.state, 'S')
  assert.equal(child.signalCode, null)
})

test('who is reaped at the timeout does not remain', async (t) => {
  installSubreaper()
  t.after(() => installSubreaper(false))
  // An orphan of another session has no quarantine.
  const pid = orphanOfAnotherSession()
  process.kill(pid, 'SIGKILL')
  await untilZombie(pid)
  const stat = processStat(pid)
  assert.ok(stat !== null)
  const { reaped, remaining } = await close(() => [stat], 0)
  assert.deepEqual([reaped.map((process) => process.pid), remaining], [[pid], []])
})

test('it takes two looks to say that nobody is left', async (t) => {
  const { child, stat } = await startSleep(t)
  let looks = 0
  const exit = once(child, 'exit')
  await close(() => {
    const found = processStat(stat.pid)
    return looks++ === 0 || found === null ? [] : [found]
  }, 60_000)
  assert.deepEqual(await exit, [null, 'SIGKILL'])
  assert.ok(looks > 3)
})

test('a member gets the signal once, however many looks find it', async (t) => {
  const { child, stat } = await startSleep(t)
  const sent = noteSignals(t)
  let looks = 0
  const look = () => {
    if (++looks === 4) child.kill('SIGKILL')
    return lookAt(stat)()
  }
  await close(look, 0, { signal: SIGURG, killAfter: NEVER })
  assert.deepEqual(sent, [SIGURG])
})

test('a stopped member continues after the signal, and so it ends', async (t) => {
  const { child, stat } = await startSleep(t)
  child.kill('SIGSTOP')
  await until(() => processStat(stat.pid)?.state === 'T', 'it has stopped')
  const sent = noteSignals(t)
  const { remaining } = await close(lookAt(stat), 0, { signal: SIGTERM, killAfter: NEVER })
  assert.deepEqual(remaining, [])
  assert.deepEqual(sent, [SIGTERM, SIGCONT])
})

test('a new member gets the signal, even if it has the PID of an earlier one', async (t) => {
  const { stat } = await startSleep(t)
  const other = await startSleep(t)
  const sent = noteSignals(t)
  const found = [[stat], [{ ...stat, startTicks: stat.startTicks - 1 }, other.stat], [], []]
  await close(() => found.shift() ?? [], 0, { signal: SIGURG, killAfter: NEVER })
  assert.deepEqual(sent, [SIGURG, SIGURG, SIGURG])
})

test('SIGKILL as the signal is sent at once, and after another signal it is sent in its time', async (t) => {
  const { stat } = await startSleep(t)
  const { remaining } = await close(lookAt(stat), NEVER, { signal: SIGKILL, killAfter: NEVER })
  assert.deepEqual(remaining, [])
  const stubborn = await startSleep(t)
  const sent = noteSignals(t)
  await close(lookAt(stubborn.stat), NEVER, { signal: SIGURG, killAfter: 1 })
  assert.equal(sent.at(-1), SIGKILL)
})

test('each member gets SIGKILL, even when no time is left', async (t) => {
  const [one, two] = [await startSleep(t), await startSleep(t)]
  const exits = [one, two].map(({ child }) => once(child, 'exit'))
  let looks = 0
  const look = () => {
    looks++
    return [one.stat, two.stat]
  }
  const { remaining } = await close(look, 0, { signal: SIGURG, killAfter: 0 })
  assert.equal(looks, 1)
  assert.deepEqual(
    remaining.map(({ pid }) => pid),
    [one.stat.pid, two.stat.pid],
  )
  for (const exit of exits) assert.deepEqual(await exit, [null, 'SIGKILL'])
})

test('a look that is unsure five times in a row is the last one', async () => {
  let looks = 0
  const look = () => {
    looks++
    return []
  }
  await close(look, NEVER, { isSure: false, signal: SIGTERM, killAfter: NEVER })
  assert.equal(looks, 5)
  looks = 0
  await close(look, NEVER)
  assert.equal(looks, 2)
})

test('a zombie of another parent is not waited for, and a zombie of ours is reaped', async (t) => {
  const sent = noteSignals(t)
  const pid = makeZombie({ exitCode: 3 })
  const stat = processStat(pid)
  assert.ok(stat !== null)
  const foreign = { ...stat, ppid: 1 }
  assert.deepEqual(await close(() => [foreign], NEVER), { reaped: [], remaining: [] })
  const other = makeZombie()
  const { reaped, remaining } = await close(lookAt(stat), NEVER)
  assert.deepEqual(reaped, [{ pid, status: 3 << 8, exitCode: 3, signal: null, coreDumped: false }])
  assert.deepEqual(remaining, [])
  assert.deepEqual(sent, [])
  assert.deepEqual(
    reap().map((one) => one.pid),
    [other],
  )
})

test('what is reaped meanwhile, and is no member, is not told', async () => {
  const stat = processStat(makeZombie())
  assert.ok(stat !== null)
  const { reaped } = await close(lookAt(stat), NEVER, { has: () => false })
  assert.deepEqual(reaped, [])
  assert.equal(processStat(stat.pid), null)
})

test('at its end nothing of it listens, and after an error of a look neither', async () => {
  await close(() => [], 0)
  await assert.rejects(close(throws, 0), { message: 'from the look' })
  assert.equal(shared().subscribers.size, 0)
  assert.equal(catchesSigchld(), false)
})

test('the next look comes at once after one that was empty, killed a new member, or reaped', async (t) => {
  let turn = 0
  let counter = setImmediate(count)
  function count() {
    turn++
    counter = setImmediate(count)
  }
  t.after(() => clearImmediate(counter))
  const zombie = processStat(makeZombie())
  assert.ok(zombie !== null)
  // It gets no signal, so no SIGCHLD ends a pause.
  const { stat } = await startSleep(t)
  const member = { ...stat, startTicks: stat.startTicks - 1 }
  /** @type {{ turn: number, found: number }[]} */
  const looks = []
  const look = () => {
    const found = [...(looks.length === 0 ? [member] : []), ...lookAt(zombie)()]
    looks.push({ turn, found: found.length })
    return found
  }
  await close(look, NEVER)
  const [reaping, ...empty] = looks.slice(-3)
  assert.deepEqual(
    [reaping, ...empty].map(({ found }) => found),
    [1, 0, 0],
  )
  for (const [earlier, later] of [[looks[0], looks[1]], [reaping, empty[0]], empty]) {
    // A pause takes more turns, unless the machine is very busy.
    assert.ok(later.turn - earlier.turn <= 2, JSON.stringify(looks))
  }
})
