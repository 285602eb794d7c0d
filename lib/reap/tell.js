'use strict'

// Tells of the processes that this package has reaped, whichever function has reaped them. All
// copies of this package and all contexts of Jest share a channel of Node by its name.

const { channel } = require('node:diagnostics_channel')

/**
 * @typedef {object} Reaped
 * @property {import('../..').ReapedProcess[]} processes
 * @property {Map<number, number>} since when the quarantine first saw each process, by PID, on the
 *   clock of `now()`. `reap()` takes zombies that the quarantine has not seen.
 */

const reaped = channel('zombie-reaper.reaped')

/**
 * Calls the listeners. An error of a listener becomes an uncaughtException, and stops nothing.
 * @param {Reaped['processes']} processes
 * @param {Reaped['since']} [since]
 */
function tell(processes, since = new Map()) {
  reaped.publish({ processes, since })
}

/**
 * Adds a listener.
 * @param {(told: Reaped) => void} listener
 * @returns {() => void} removes the listener
 */
function listen(listener) {
  /** @param {unknown} told */
  const onMessage = (told) => listener(/** @type {Reaped} */ (told))
  reaped.subscribe(onMessage)
  return () => void reaped.unsubscribe(onMessage)
}

module.exports = { listen, tell }
