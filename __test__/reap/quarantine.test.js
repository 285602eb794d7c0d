'use strict'

// The ledger of the quarantine, with real zombies.

const assert = require('node:assert/strict')
const { afterEach, test } = require('node:test')
const { setImmediate: turn } = require('node:timers/promises')

const quarantine = require('../../lib/reap/quarantine')
const { now } = require('../../lib/loop/clocks')
const { Sigchld, lastTurn } = require('../../lib/loop/sigchld')
const { listen } = require('../../lib/reap/tell')
const { shared } = require('../../lib/support/shared')
const { installSubreaper, makeZombie, reap } = require('../..')
const { busyWorker, startForeign } = require('../programs/shared/foreign')
const { root, runNode, until, untilZombie } = require('../support/helpers')
const { orphanOfAnotherSession } = require('../support/other-session')
const { processInfo } = require('../support/process-table')

const { isWaiting, lastSeen, nextDue, quarantined, subscribe, takeUnclaimed, waiting } = quarantine

const NEVER = 2 ** 31 - 1
const MINUTE = 60_000

installSubreaper()
// Without a watch of SIGCHLD no turn of the event loop is known, and no quarantine ends.
new Sigchld(() => {}).watch()

/** @type {import('../..').ReapedProcess[]} */
const reaped = []
const unsubscribe = subscribe({ names: false, reaped: (process) => reaped.push(process) })

afterEach(async () => {
  await until(() => reap({ steal: true }).length === 0, 'no zombie is left')
  takeUnclaimed(NEVER)
  reaped.length = 0
})

/** @returns {Promise<void>} resolves when a whole turn of the loop has begun */
async function aWholeTurn() {
  const start = now()
  await until(() => lastTurn() > start, 'a turn has begun')
}

test('a zombie is in quarantine from its first sighting on', async () => {
  const before = now()
  const pid = makeZombie()
  assert.equal(isWaiting(pid), false)
  assert.deepEqual(takeUnclaimed(NEVER), { taken: 0, blind: null })
  const seen = lastSeen()
  assert.ok(seen >= before && seen <= now())
  assert.deepEqual([isWaiting(pid), isWaiting(pid + 1), quarantined()], [true, false, 1])
  assert.deepEqual(waiting(), [pid])
  // A later look does not see it for the first time.
  await aWholeTurn()
  takeUnclaimed(NEVER)
  assert.equal(lastSeen(), seen)
})

test('without a zombie no quarantine ends, and a zombie that is gone is forgotten', () => {
  assert.equal(nextDue(0), Infinity)
  makeZombie()
  takeUnclaimed(NEVER)
  assert.equal(nextDue(0), 0)
  reap()
  assert.deepEqual(waiting(), [])
  assert.equal(nextDue(0), Infinity)
  makeZombie()
  takeUnclaimed(NEVER)
  reap()
  assert.deepEqual(takeUnclaimed(NEVER), { taken: 0 })
  assert.equal(nextDue(0), Infinity)
})

test('the end of a quarantine is counted from the first sighting', () => {
  const pid = makeZombie()
  takeUnclaimed(NEVER)
  const due = nextDue(NEVER)
  assert.ok(due <= NEVER && due >= lastSeen() + NEVER - now())
  assert.equal(nextDue(NEVER, new Set()), Infinity)
  assert.ok(nextDue(NEVER, new Set([pid])) <= due)
})

test('only the zombies that a caller names are taken, and each once', async () => {
  const [one, two] = [makeZombie({ exitCode: 1 }), makeZombie({ exitCode: 2 })]
  takeUnclaimed(NEVER)
  await until(() => takeUnclaimed(0, new Set([two])).taken === 1, 'the second one is taken')
  assert.deepEqual(
    reaped.map(({ pid, exitCode, name }) => [pid, exitCode, name]),
    [[two, 2, undefined]],
  )
  assert.deepEqual(waiting(), [one])
  await until(() => takeUnclaimed(1).taken === 1, 'the first one is taken')
  assert.equal(reaped[1].pid, one)
})

test('without a quarantine all are taken, before any sighting', () => {
  const pids = [makeZombie(), makeZombie()]
  const before = now()
  // Another zombie may hide behind those that were taken.
  assert.deepEqual(takeUnclaimed(0), { taken: 2, blind: undefined })
  assert.deepEqual(
    reaped.map(({ pid }) => pid),
    pids,
  )
  assert.ok(lastSeen() >= before)
  assert.equal(nextDue(0), Infinity)
})

test('names are read when a subscriber wants them', () => {
  const end = subscribe({ names: true, reaped: () => {} })
  makeZombie()
  takeUnclaimed(0)
  assert.equal(reaped[0].name, processInfo(process.pid)?.name)
  end()
  makeZombie()
  takeUnclaimed(0)
  assert.ok(!('name' in reaped[1]))
})

test('a zombie that was in quarantine is told with its first sighting', () => {
  /** @type {Map<number, number>[]} */
  const told = []
  const end = listen(({ since }) => told.push(since))
  const pid = makeZombie()
  takeUnclaimed(NEVER)
  const seen = lastSeen()
  assert.equal(takeUnclaimed(0).taken, 1)
  assert.deepEqual(told.at(-1), new Map([[pid, seen]]))
  assert.equal(shared().ledger.size, 0)
  end()
  const { length } = told
  makeZombie()
  assert.equal(takeUnclaimed(0).taken, 1)
  assert.equal(told.length, length)
})

/** @param {number} pid */
async function dead(pid) {
  process.kill(pid, 'SIGKILL')
  await untilZombie(pid)
  return pid
}

test('an orphan of another session has no quarantine', async () => {
  const pid = await dead(orphanOfAnotherSession())
  await turn()
  assert.equal(takeUnclaimed(NEVER).taken, 1)
  assert.equal(reaped[0].pid, pid)
})

/**
 * @param {number} pid of a zombie in quarantine
 * @returns {import('../../lib/support/shared').Zombie} what the ledger has of it. A test that changes
 *   this need not wait for a minute.
 */
function entryOf(pid) {
  const zombie = shared().ledger.get(pid)
  assert.ok(zombie !== undefined)
  return zombie
}

test('a zombie with the PID of an earlier one has a quarantine of its own', async () => {
  const pid = makeZombie()
  takeUnclaimed(NEVER)
  const { startTicks } = entryOf(pid)
  // So old that no busy thread extends its quarantine.
  Object.assign(entryOf(pid), { startTicks: startTicks - 1, since: now() - 6 * MINUTE })
  await aWholeTurn()
  const before = now()
  assert.equal(takeUnclaimed(MINUTE).taken, 0)
  const zombie = entryOf(pid)
  assert.equal(zombie.startTicks, startTicks)
  assert.ok(zombie.since >= before)
  // Without a start time nothing shows that the PID was reused.
  Object.assign(zombie, { startTicks: 0, since: now() - 2 * MINUTE })
  await until(() => takeUnclaimed(MINUTE).taken === 1, 'it is taken')
})

test('without a descriptor to read its start time, a zombie has no second quarantine', async () => {
  const script = `
    const fs = require('node:fs')
    const { makeZombie } = require(${JSON.stringify(root)})
    const [quarantine, clocks, sigchld, { shared }] = ['reap/quarantine', 'loop/clocks', 'loop/sigchld', 'support/shared']
      .map((file) => require(${JSON.stringify(`${root}/lib/`)} + file))
    new sigchld.Sigchld(() => {}).watch()
    const pid = makeZombie()
    quarantine.takeUnclaimed(${NEVER})
    shared().ledger.get(pid).since -= ${2 * MINUTE}
    const start = clocks.now()
    const look = setInterval(() => {
      if (sigchld.lastTurn() <= start) return
      clearInterval(look)
      try { for (;;) fs.openSync('/dev/null') } catch {}
      fs.writeSync(1, String(quarantine.takeUnclaimed(${MINUTE}).taken))
    }, 1)`
  const under = ['prlimit', '--nofile=64:64']
  assert.equal(await runNode(['-e', script], { under }), 1)
})

test('beside a thread that never rests a quarantine is up to five times as long', async (t) => {
  const worker = await busyWorker()
  t.after(() => worker.terminate())
  const [young, old, fresh] = [startForeign(), startForeign(), startForeign()]
  for (const pid of [young, old, fresh]) await dead(pid)
  const orphan = await dead(orphanOfAnotherSession())
  takeUnclaimed(NEVER)
  assert.deepEqual(
    reaped.map(({ pid }) => pid),
    [orphan],
  )
  const another = await dead(orphanOfAnotherSession())
  entryOf(young).since = now() - 2 * MINUTE
  entryOf(old).since = now() - 6 * MINUTE
  await aWholeTurn()
  const before = now()
  assert.equal(takeUnclaimed(MINUTE).taken, 2)
  assert.deepEqual(new Set(reaped.map(({ pid }) => pid)), new Set([orphan, old, another]))
  const { retryAt } = entryOf(young)
  assert.ok(retryAt >= before + MINUTE / 4 && retryAt <= now() + MINUTE / 4)
  assert.ok(nextDue(MINUTE, new Set([young])) > 0)
  assert.deepEqual(waiting(), [young, fresh])
})

test('beside a thread that never rests a pass without a quarantine leaves a zombie', async (t) => {
  const worker = await busyWorker()
  t.after(() => worker.terminate())
  const seen = await dead(startForeign())
  takeUnclaimed(NEVER)
  const { since } = entryOf(seen)
  const pid = await dead(startForeign())
  const before = now()
  assert.deepEqual(takeUnclaimed(0), { taken: 0, blind: null })
  assert.deepEqual(waiting(), [seen, pid])
  assert.equal(entryOf(seen).since, since)
  assert.ok(entryOf(pid).retryAt >= before + 10)
  assert.ok(lastSeen() >= before)
})

test('where no thread is about to take it, a zombie is taken at the end of its quarantine', async () => {
  const pid = await dead(startForeign())
  takeUnclaimed(NEVER)
  entryOf(pid).since = now() - 2 * MINUTE
  await until(() => takeUnclaimed(MINUTE).taken === 1, 'it is taken')
})

test('without a subscriber nothing is in quarantine', () => {
  const pid = makeZombie()
  takeUnclaimed(NEVER)
  unsubscribe()
  assert.deepEqual([isWaiting(pid), quarantined()], [false, 0])
  assert.deepEqual(waiting(), [pid])
})
