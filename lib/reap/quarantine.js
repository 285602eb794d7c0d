'use strict'

// The quarantine, for every part of the package that waits a while before it reaps: one ledger of
// when each zombie was first seen, and one list of who wants to know what was reaped. So a second
// caller neither starts the waiting again nor misses what the first one took.

const { now } = require('../loop/clocks')
const { lastTurn } = require('../loop/sigchld')
const { ALL, binding } = require('../native/binding')
const { shared } = require('../support/shared')
const { decodeAll, decodeAllWithNames } = require('./wait-status')

/** @typedef {import('../..').ReapedProcess} ReapedProcess */

function native() {
  return /** @type {import('../native/binding').Binding} */ (binding)
}

/**
 * @param {{ reaped: (process: ReapedProcess) => void, names: boolean }} subscriber `names`: whether
 *   it wants to be told names
 * @returns {() => void} ends the subscription
 */
function subscribe(subscriber) {
  const { subscribers } = shared()
  subscribers.add(subscriber)
  return () => subscribers.delete(subscriber)
}

/**
 * Enters what is new. What it has already it does not ask about: that is done when it is due.
 * @returns {Error | null} why it may not have seen everything
 */
function look() {
  const { ledger } = shared()
  const { pids, blind = null } = native().unclaimed(Int32Array.from(ledger.keys()))
  if (pids.length > 0) enter([...pids], native().startTicks(pids))
  return blind
}

/**
 * @param {number[]} pids seen for the first time
 * @param {Float64Array | number[]} startTicks
 */
function enter(pids, startTicks) {
  const all = shared()
  all.lastSighting = now()
  pids.forEach((pid, i) => {
    all.ledger.set(pid, { startTicks: startTicks[i], since: all.lastSighting })
  })
}

/**
 * Takes the zombies that have stayed unclaimed for `quarantine` ms, and tells the subscribers.
 *
 * Counts up to the beginning of the last whole turn of the event loop. Whoever waits for children on the
 * loop, by events or by timers, has had a turn since, however long the loop was blocked.
 * @param {number} quarantine
 * @param {Set<number>} [only] the PIDs to take; all by default
 * @returns {{ taken: number, blind?: Error | null }} how many, and why it may not have seen all there
 *   are; null when it has, and undefined when it cannot tell
 */
function takeUnclaimed(quarantine, only) {
  if (binding === null || !binding.peek()) {
    shared().ledger.clear()
    return { taken: 0 }
  }
  const { subscribers } = shared()
  const names = [...subscribers].some((subscriber) => subscriber.names)
  const { flat, blind } =
    quarantine === 0 && only === undefined ? takeAll(names) : takeDue(quarantine, names, only)
  const reaped = names ? decodeAllWithNames(flat) : decodeAll(flat)
  for (const process of reaped) {
    for (const subscriber of subscribers) subscriber.reaped(process)
  }
  return { taken: reaped.length, blind }
}

/**
 * @param {boolean} names
 * @returns {{ flat: Int32Array, blind?: null }}
 */
function takeAll(names) {
  const flat = native().reap(ALL, names)
  const all = shared()
  if (flat.length > 0) all.lastSighting = now()
  all.ledger.clear()
  // What it could not see may still be behind what it took.
  return { flat, blind: flat.length > 0 ? undefined : null }
}

/**
 * @param {number} quarantine
 * @param {boolean} names
 * @param {Set<number>} [only]
 */
function takeDue(quarantine, names, only) {
  const blind = look()
  const { ledger } = shared()
  const limit = lastTurn() - quarantine
  const pids = [...ledger]
    .filter(([pid, { since }]) => since <= limit && only?.has(pid) !== false)
    .map(([pid]) => pid)
  if (pids.length === 0) return { flat: new Int32Array(), blind }
  const startTicks = native().startTicks(Int32Array.from(pids))
  const due = pids.filter((pid, i) => {
    const { startTicks: seen = 0 } = ledger.get(pid) ?? {}
    ledger.delete(pid)
    // Without a descriptor it is 0, and says nothing.
    if (seen === startTicks[i] || seen === 0 || startTicks[i] === 0) return true
    // What was seen first has been claimed since, and its PID given to another process, which has a time
    // of its own to wait.
    enter([pid], [startTicks[i]])
    return false
  })
  return { flat: native().takeEach(Int32Array.from(due), names), blind }
}

/**
 * @param {number} quarantine
 * @param {Set<number>} [only]
 * @returns {number} how many ms until the next one may be taken; Infinity when none waits
 */
function nextDue(quarantine, only) {
  let first = Infinity
  for (const [pid, { since }] of shared().ledger) {
    if (only?.has(pid) !== false) first = Math.min(first, since)
  }
  return Math.max(0, first + quarantine - now())
}

/**
 * @param {number} pid
 * @returns {boolean} whether it is a zombie that has been seen, and that somebody here is to take
 */
function isWaiting(pid) {
  const { ledger, subscribers } = shared()
  return subscribers.size > 0 && ledger.has(pid)
}

/** @returns {number[]} the PIDs of these, at one system call each */
function waiting() {
  const { ledger } = shared()
  for (const pid of ledger.keys()) if (!native().isOwnZombie(pid)) ledger.delete(pid)
  return [...ledger.keys()]
}

/** @returns {number} when a zombie was last seen for the first time, on the clock of `now()` */
function lastSeen() {
  return shared().lastSighting
}

module.exports = { isWaiting, lastSeen, nextDue, subscribe, takeUnclaimed, waiting }
