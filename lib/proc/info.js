'use strict'

const { binding } = require('../native/binding')
const { splitArguments } = require('./argv')
const { TICKS_PER_SECOND } = require('./files')

/**
 * @param {import('./table').Stat} stat
 * @returns {import('../..').ProcessInfo}
 */
function processInfo({ pid, ppid, pgid, session, name, state, startTicks, rss }) {
  const startTime = toTime(startTicks)
  return { pid, ppid, pgid, session, name, argv: argv(pid), state, startTime, rss }
}

/**
 * Converts a start time. Reads the clocks each time, because the wall clock may have been set
 * since.
 * @param {number} ticks clock ticks since boot
 * @returns {number} ms since the epoch
 */
function toTime(ticks) {
  const { bootTime } = /** @type {import('../native/binding').Binding} */ (binding)
  return Math.round(bootTime() + (ticks * 1000) / TICKS_PER_SECOND)
}

/**
 * Reads the arguments of a process.
 * @param {number} pid
 * @returns {string[]} empty for a dead process and for a kernel thread. Cut after 128 KiB and after
 *   1,024 arguments.
 */
function argv(pid) {
  const { commandLine } = /** @type {import('../native/binding').Binding} */ (binding)
  return splitArguments(commandLine(pid))
}

module.exports = { argv, processInfo, toTime }
