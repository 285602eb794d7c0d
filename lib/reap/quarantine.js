'use strict'

// The quarantine, shared by every part of the package that waits before it reaps. One ledger says
// when each zombie was first seen. One list has the subscribers, which hear of each reaped process.
// So a second caller does not restart the wait, and hears of zombies that the first caller took.

const { now } = require('../loop/clocks')
const { lastTurn } = require('../loop/sigchld')
const { ALL, binding } = require('../native/binding')
const { shared } = require('../support/shared')
const { tell } = require('./tell')
const { decodeAll, decodeAllWithNames } = require('./wait-status')

/** @typedef {import('../..').ReapedProcess} ReapedProcess */
/** @typedef {import('../support/shared').Zombie} Zombie */

// A thread that is busy at the end of a quarantine may be about to take the zombie, and extends the
// quarantine, up to this many times its length. A thread that is always busy must not keep zombies
// for ever, and the default timeout of reapOrphans() must suffice.
const LONGEST = 5

// How long to wait before the threads are asked again, in ms, and in parts of a quarantine.
const RETRY = 10
const RETRIES = 4

function native() {
  return /** @type {import('../native/binding').Binding} */ (binding)
}

/**
 * Adds a subscriber, which hears of every process that the quarantine reaps.
 * @param {{ reaped: (process: ReapedProcess) => void, names: boolean }} subscriber `names`: whether
 *   the subscriber wants names
 * @returns {() => void} ends the subscription
 */
function subscribe(subscriber) {
  const { subscribers } = shared()
  subscribers.add(subscriber)
  return () => subscribers.delete(subscriber)
}

/**
 * Enters new zombies in the ledger. Does not check the zombies of the ledger again: `takeDue()`
 * checks each of them when its quarantine is over.
 * @returns {Error | null} why the list of zombies may be incomplete
 */
function look() {
  const { ledger } = shared()
  const { pids, orphans, blind = null } = native().unclaimed(Int32Array.from(ledger.keys()))
  if (pids.length > 0) enter([...pids], native().startTicks(pids), new Set(orphans))
  return blind
}

/**
 * Enters zombies in the ledger.
 * @param {number[]} pids PIDs of zombies that are seen for the first time
 * @param {Float64Array | number[]} startTicks start times of the zombies, in clock ticks since boot
 * @param {Set<number>} [orphans] the zombies that no thread of this process has started
 */
function enter(pids, startTicks, orphans) {
  const all = shared()
  all.lastSighting = now()
  pids.forEach((pid, i) => {
    const isOrphan = orphans?.has(pid) === true
    const entry = { startTicks: startTicks[i], since: all.lastSighting, isOrphan, retryAt: 0 }
    all.ledger.set(pid, entry)
  })
}

/**
 * Takes the zombies that have stayed unclaimed for `quarantine` ms, and tells the subscribers.
 *
 * The quarantine must end before the last whole turn of the event loop began. So other code that
 * waits for children on the loop, by events or by timers, has had a turn since. This is true even
 * after a long block of the loop.
 *
 * A zombie that is an orphan for certain has no quarantine. A busy thread extends the quarantine of
 * the others.
 * @param {number} quarantine in ms
 * @param {Set<number>} [only] the PIDs to take; all by default
 * @returns {{ taken: number, blind?: Error | null }} `taken`: how many zombies were reaped.
 *   `blind`: why the list of zombies may be incomplete; null when it is complete, undefined when
 *   that is unknown.
 */
function takeUnclaimed(quarantine, only) {
  if (!native().peek()) {
    shared().ledger.clear()
    return { taken: 0 }
  }
  const { subscribers } = shared()
  const names = [...subscribers].some((subscriber) => subscriber.names)
  const { flat, since, blind } =
    quarantine === 0 && only === undefined ? takeAll(names) : takeDue(quarantine, names, only)
  const reaped = names ? decodeAllWithNames(flat) : decodeAll(flat)
  tell(reaped, since)
  for (const process of reaped) {
    for (const subscriber of subscribers) subscriber.reaped(process)
  }
  return { taken: reaped.length, blind }
}

/**
 * Takes zombies at once, without a quarantine. Enters the zombies that a thread may be about to take
 * in the ledger.
 * @param {boolean} names whether to read the names
 * @returns {{ flat: Int32Array, since: Map<number, number>, blind?: null }}
 */
function takeAll(names) {
  const all = shared()
  const since = new Map([...all.ledger].map(([pid, zombie]) => [pid, zombie.since]))
  const flat = native().reap(ALL, names)
  if (flat.length > 0) all.lastSighting = now()
  const doubtful = new Set(native().doubtfulPids())
  for (const pid of all.ledger.keys()) if (!doubtful.has(pid)) all.ledger.delete(pid)
  const pids = [...doubtful].filter((pid) => !all.ledger.has(pid))
  if (pids.length > 0) enter(pids, native().startTicks(Int32Array.from(pids)))
  for (const zombie of all.ledger.values()) zombie.retryAt = now() + RETRY
  // A zombie that the call could not see may follow the zombies that it took.
  return { flat, since, blind: flat.length > 0 ? undefined : null }
}

/**
 * Takes the zombies whose quarantine is over.
 * @param {number} quarantine in ms
 * @param {boolean} names whether to read the names
 * @param {Set<number>} [only] the PIDs to take; all by default
 */
function takeDue(quarantine, names, only) {
  const blind = look()
  const { ledger } = shared()
  const limit = lastTurn() - quarantine
  const over = [...ledger].filter(
    ([pid, { since, isOrphan }]) => (isOrphan || since <= limit) && only?.has(pid) !== false,
  )
  const taking = withoutExtended(over, quarantine)
  /** @type {Map<number, number>} */
  const sightings = new Map()
  if (taking.length === 0) return { flat: new Int32Array(), since: sightings, blind }
  const startTicks = native().startTicks(pidsOf(taking))
  const due = taking.filter(([pid, { startTicks: seen, since }], i) => {
    ledger.delete(pid)
    sightings.set(pid, since)
    // The start time is 0 when no file descriptor is left to read it. It then proves nothing.
    if (seen === startTicks[i] || seen === 0 || startTicks[i] === 0) return true
    // The first zombie was claimed meanwhile, and the kernel reused its PID. The new zombie gets a
    // quarantine of its own.
    enter([pid], [startTicks[i]])
    return false
  })
  const flat = native().takeEach(pidsOf(due), names)
  return { flat, since: sightings, blind }
}

/**
 * Extends the quarantine of zombies that a thread may be about to take.
 * @param {[number, Zombie][]} over the zombies whose quarantine is over, with their PIDs
 * @param {number} quarantine in ms
 * @returns {[number, Zombie][]} the other zombies
 */
function withoutExtended(over, quarantine) {
  const time = now()
  const start = time - LONGEST * quarantine
  /** @param {[number, Zombie]} entry */
  const isDoubtful = ([, { isOrphan, since }]) => !isOrphan && since > start
  const doubtful = over.filter(isDoubtful)
  if (doubtful.length === 0 || !native().isAThreadAboutToTake(pidsOf(doubtful))) return over
  for (const [, zombie] of doubtful) zombie.retryAt = time + quarantine / RETRIES
  return over.filter((entry) => !isDoubtful(entry))
}

/**
 * @param {[number, Zombie][]} zombies with their PIDs
 * @returns {Int32Array} the PIDs, as the binding takes them
 */
function pidsOf(zombies) {
  return Int32Array.from(zombies, ([pid]) => pid)
}

/**
 * Says when the next quarantine ends.
 * @param {number} quarantine in ms
 * @param {Set<number>} [only] the PIDs to consider; all by default
 * @returns {number} ms until the next zombie may be taken; Infinity when no zombie is in quarantine
 */
function nextDue(quarantine, only) {
  let first = Infinity
  for (const [pid, { since, retryAt }] of shared().ledger) {
    if (only?.has(pid) !== false) first = Math.min(first, Math.max(since + quarantine, retryAt))
  }
  return Math.max(0, first - now())
}

/**
 * Says whether a zombie is in quarantine.
 * @param {number} pid
 * @returns {boolean} whether the ledger has the zombie, and a subscriber is there to take it
 */
function isWaiting(pid) {
  const { ledger, subscribers } = shared()
  return subscribers.size > 0 && ledger.has(pid)
}

/**
 * Counts the zombies in quarantine.
 * @returns {number} 0 when no subscriber is there to take them
 */
function quarantined() {
  return shared().subscribers.size > 0 ? waiting().length : 0
}

/**
 * Lists the zombies in quarantine. Forgets zombies that are gone.
 * @returns {number[]} their PIDs; costs one system call for each
 */
function waiting() {
  const { ledger } = shared()
  for (const pid of ledger.keys()) if (!native().isOwnZombie(pid)) ledger.delete(pid)
  return [...ledger.keys()]
}

/** @returns {number} the time of the last first sighting of a zombie, on the clock of `now()` */
function lastSeen() {
  return shared().lastSighting
}

module.exports = { isWaiting, lastSeen, nextDue, quarantined, subscribe, takeUnclaimed, waiting }
