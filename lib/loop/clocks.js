'use strict'

// Room: waiting on the event loop, for a time or for a death.
//
// Every clock and scheduler of this package. An application may fake time in its tests (sinon,
// Jest, Vitest). Fake time must not stop the reaping, and the application must not see our timers
// among its own. This file keeps Node's timers as they are when it loads; index.js loads it first.
// The time comes from the kernel.

const timers = require('node:timers')

const { binding } = require('../native/binding')
const { MAX_DELAY } = require('../support/validate')

/**
 * Returns the real timer function of Node. sinon fakes the functions of `node:timers` too. If sinon
 * did so before this file loaded, the real function is a property of sinon's clock.
 * @template {keyof typeof timers} Name
 * @param {Name} name
 * @returns {typeof timers[Name]}
 */
function real(name) {
  const found = /** @type {any} */ (timers[name])
  return found.clock?.[`_${name}`] ?? found
}

const clearInterval = real('clearInterval')
const clearTimeout = real('clearTimeout')
const setImmediate = real('setImmediate')
const setInterval = real('setInterval')
const setTimeoutOfNode = real('setTimeout')

/**
 * Starts a timer. Adds 1 ms: a timer may fire a fraction of a millisecond early, and its callback
 * would find nothing.
 * @param {() => void} callback
 * @param {number} ms a longer delay than a timer allows counts as the longest that it allows. A
 *   negative delay counts as 0: Bun and newer versions of Node would print a warning.
 */
function setTimeout(callback, ms) {
  return setTimeoutOfNode(callback, Math.min(Math.max(ms, 0) + 1, MAX_DELAY))
}

/** @returns {number} a monotonic time in ms, the same clock in every copy of this package */
function now() {
  return /** @type {import('../native/binding').Binding} */ (binding).now()
}

function nothing() {}

/**
 * Calls back when the event loop has handled every event that is ready now.
 *
 * The immediate is unreferenced. So it does not keep the process alive, and
 * `process.getActiveResourcesInfo()` does not show it. But the loop then waits for events before it
 * runs the immediate. The timer ends this wait.
 * @param {() => void} callback
 */
function nextTurn(callback) {
  setImmediate(callback).unref()
  setTimeout(nothing, 0).unref()
}

module.exports = {
  clearInterval,
  clearTimeout,
  nextTurn,
  now,
  setImmediate,
  setInterval,
  setTimeout,
}
