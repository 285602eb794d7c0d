'use strict'

const fs = require('node:fs')

const { binding } = require('./native')

// USER_HZ, what /proc counts start times in: 100 on every architecture that Node runs on.
const MS_PER_TICK = 10

/**
 * @param {import('./process-table').Stat} stat
 * @returns {import('..').ProcessInfo}
 */
function processInfo({ pid, ppid, pgid, session, name, state, startTicks, rss }) {
  const startTime = toTime(startTicks)
  return { pid, ppid, pgid, session, name, argv: argv(pid), state, startTime, rss }
}

/**
 * Reads the clocks each time: the wall clock may have been set since.
 * @param {number} ticks
 * @returns {number} ms since the epoch
 */
function toTime(ticks) {
  const { bootTime } = /** @type {import('./native').Binding} */ (binding)
  return Math.round(bootTime() + ticks * MS_PER_TICK)
}

/**
 * @param {number} pid
 * @returns {string[]} none for a dead process and for the kernel's own
 */
function argv(pid) {
  let text
  try {
    text = fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    // It is gone.
    return []
  }
  // Each ends with a NUL; a process that writes its own title may leave out the last.
  return text === '' ? [] : text.replace(/\0$/, '').split('\0')
}

module.exports = { processInfo, toTime }
