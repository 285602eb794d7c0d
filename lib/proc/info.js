'use strict'

const { binding } = require('../native/binding')

// In a command line of 128 KiB of NULs, each byte would become an argument of 8 bytes.
const MAX_ARGUMENTS = 1024

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
  const { TICKS_PER_SECOND, bootTime } = /** @type {import('../native/binding').Binding} */ (
    binding
  )
  return Math.round(bootTime() + (ticks * 1000) / TICKS_PER_SECOND)
}

/**
 * Reads the arguments of a process.
 * @param {number} pid
 * @returns {string[]} empty for a dead process and for a kernel thread. Cut after 128 KiB and after
 *   1,024 arguments.
 */
function argv(pid) {
  const bytes = /** @type {import('../native/binding').Binding} */ (binding).commandLine(pid)
  const found = []
  // A NUL ends each argument. A process that writes its own title may leave out the last NUL.
  for (let start = 0; start < bytes.length && found.length < MAX_ARGUMENTS;) {
    const next = bytes.indexOf(0, start)
    const end = next === -1 ? bytes.length : next
    found.push(bytes.toString('utf8', start, end))
    start = end + 1
  }
  return found
}

module.exports = { argv, processInfo, toTime }
