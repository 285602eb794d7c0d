'use strict'

// Room: waiting on the event loop, for a time or for a death.
//
// Every clock and scheduler of this package. An application that fakes time in its tests (sinon, Jest,
// Vitest) must not stop the reaping of its children, nor see our timers among its own. The timers are
// Node's as they were when this was loaded, which index.js does first. The time is the kernel's.

const timers = require('node:timers')

const { binding } = require('../native/binding')
const { MAX_DELAY } = require('../support/validate')

/**
 * sinon fakes those of the module, too. When it did so before this was loaded, its clock has the real one.
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
 * @param {() => void} callback
 * @param {number} ms more than a timer takes is as long as one takes
 */
function setTimeout(callback, ms) {
  return setTimeoutOfNode(callback, Math.min(ms, MAX_DELAY))
}

/** @returns {number} a time in ms that only goes forward, the same in every copy of this package */
function now() {
  return /** @type {import('../native/binding').Binding} */ (binding).now()
}

function nothing() {}

/**
 * Calls back when the event loop has handled what is ready by now. Keeps no process alive, and
 * `process.getActiveResourcesInfo()` shows nothing of it: so the immediate is unreferenced. The loop
 * then waits for events before it runs the immediate, which the timer puts an end to.
 * @param {() => void} callback
 */
function nextTurn(callback) {
  setImmediate(callback).unref()
  setTimeout(nothing, 1).unref()
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
