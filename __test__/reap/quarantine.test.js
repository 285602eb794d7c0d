'use strict'

// The ledger of the quarantine, with real zombies.

const assert = require('node:assert/strict')
const { spawnSync } = require('node:child_process')
const { afterEach, test } = require('node:test')
const { setImmediate: turn } = require('node:timers/promises')

const quarantine = require('../../lib/reap/quarantine')
const { now } = require('../../lib/loop/clocks')
const { Sigchld, lastTurn } = require('../../lib/loop/sigchld')
const { installSubreaper, makeZombie, reap } = require('../..')
const { until, untilZombie } = require('../support/helpers')
const { processInfo } = require('../support/process-table')

const { isWaiting, lastSeen, nextDue, quarantined, subscribe, takeUnclaimed, waiting } = quarantine

const NEVER = 2 ** 31 - 1

installSubreaper()
// Without a watch of SIGCHLD no turn of the event loop is known, and no quarantine ends.
new Sigchld(() => {}).watch()

/** @type {import('../..').ReapedProcess[]} */
const reaped = []
const unsubscribe = subscribe({ names: false, reaped: (process) => reaped.push(process) })

afterEach(() => {
  reap()
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

test('an orphan of another session has no quarantine', async () => {
  const script = 'sleep 1000 >/dev/null & exec echo $!'
  const { stdout } = spawnSync('setsid', ['sh', '-c', script], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const pid = Number(stdout)
  process.kill(pid, 'SIGKILL')
  await untilZombie(pid)
  await turn()
  assert.equal(takeUnclaimed(NEVER).taken, 1)
  assert.equal(reaped[0].pid, pid)
})

test('without a subscriber nothing is in quarantine', () => {
  const pid = makeZombie()
  takeUnclaimed(NEVER)
  unsubscribe()
  assert.deepEqual([isWaiting(pid), quarantined()], [false, 0])
  assert.deepEqual(waiting(), [pid])
})
