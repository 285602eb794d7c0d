'use strict'

// Where every part of the package that waits a while before it reaps does so: one ledger of when
// each zombie was first seen, and one list of who wants to know what was reaped. So a second
// caller neither starts the waiting again nor misses what the first one took.

const { performance } = require('node:perf_hooks')

const { ALL, binding } = require('./native')
const { decodeAll, decodeAllWithNames } = require('./wait-status')

/** @typedef {import('..').ReapedProcess} ReapedProcess */

/**
 * Zombies that nobody has claimed yet, by PID. The start time tells a PID's next owner from it.
 * @type {Map<number, { startTicks: number, since: number }>}
 */
const ledger = new Map()

function native() {
  return /** @type {import('./native').Binding} */ (binding)
}

/** @type {Set<{ reaped: (process: ReapedProcess) => void, names: boolean }>} */
const subscribers = new Set()

/**
 * @param {{ reaped: (process: ReapedProcess) => void, names: boolean }} subscriber `names`: whether
 *   it wants to be told names
 * @returns {() => void} ends the subscription
 */
function subscribe(subscriber) {
  subscribers.add(subscriber)
  return () => subscribers.delete(subscriber)
}

// When a zombie was last seen for the first time.
let lastSighting = -Infinity

/** Enters what is new. What it has already it does not ask about: that is done when it is due. */
function look() {
  const fresh = native().unclaimed(Int32Array.from(ledger.keys()))
  if (fresh.length > 0) enter([...fresh], native().startTicks(fresh))
}

/**
 * @param {number[]} pids seen for the first time
 * @param {Float64Array | number[]} startTicks
 */
function enter(pids, startTicks) {
  lastSighting = performance.now()
  pids.forEach((pid, i) => ledger.set(pid, { startTicks: startTicks[i], since: lastSighting }))
}

/**
 * Takes the zombies that have stayed unclaimed for `quarantine` ms, and tells the subscribers.
 * @param {number} quarantine
 * @param {Set<number>} [only] the PIDs to take; all by default
 */
function collect(quarantine, only) {
  if (binding === null || !binding.peek()) {
    ledger.clear()
    return
  }
  const names = [...subscribers].some((subscriber) => subscriber.names)
  const decode = names ? decodeAllWithNames : decodeAll
  const reaped = decode(
    quarantine === 0 && only === undefined ? takeAll(names) : takeDue(quarantine, names, only),
  )
  for (const process of reaped) {
    for (const subscriber of subscribers) subscriber.reaped(process)
  }
}

/** @param {boolean} names */
function takeAll(names) {
  const taken = native().reap(ALL, names)
  if (taken.length > 0) lastSighting = performance.now()
  ledger.clear()
  return taken
}

/**
 * @param {number} quarantine
 * @param {boolean} names
 * @param {Set<number>} [only]
 */
function takeDue(quarantine, names, only) {
  look()
  const limit = performance.now() - quarantine
  const pids = [...ledger]
    .filter(([pid, { since }]) => since <= limit && only?.has(pid) !== false)
    .map(([pid]) => pid)
  if (pids.length === 0) return new Int32Array()
  // What was seen first may have been claimed since, and its PID given to another process, which has
  // a time of its own to wait when it dies.
  const startTicks = native().startTicks(Int32Array.from(pids))
  const due = pids.filter((pid, i) => ledger.get(pid)?.startTicks === startTicks[i])
  for (const pid of pids) ledger.delete(pid)
  return native().takeEach(Int32Array.from(due), names)
}

/**
 * @param {number} quarantine
 * @param {Set<number>} [only]
 * @returns {number} how many ms until the next one may be taken; Infinity when none waits
 */
function nextDue(quarantine, only) {
  let first = Infinity
  for (const [pid, { since }] of ledger) {
    if (only?.has(pid) !== false) first = Math.min(first, since)
  }
  return Math.max(0, first + quarantine - performance.now())
}

/**
 * @param {number} pid
 * @returns {boolean} whether it is a zombie that has been seen and not been taken yet
 */
function isWaiting(pid) {
  return ledger.has(pid)
}

/** @returns {number[]} the PIDs of these, at one system call each */
function waiting() {
  for (const pid of ledger.keys()) if (!native().isOwnZombie(pid)) ledger.delete(pid)
  return [...ledger.keys()]
}

/** @returns {number} when a zombie was last seen for the first time, as performance.now() */
function lastSeen() {
  return lastSighting
}

module.exports = { collect, isWaiting, lastSeen, nextDue, subscribe, waiting }
