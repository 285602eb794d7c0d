'use strict'

// The ways to reap. PID 1 is this program, but in the way `init` it is zombie-init.

const { reap, startReaper } = require('..')
const { startJobs } = require('./jobs')
const { isOrphan, startOrphans } = require('./orphans')

/**
 * @typedef {object} Tally what the package says that it has reaped
 * @property {number} orphans those that died as they were meant to
 * @property {(process: import('..').ReapedProcess) => void} reaped every process
 *
 * @typedef {object} Running
 * @property {() => number} gone how many orphans are gone
 * @property {() => Promise<number>} stop resolves when all are gone, with how many there were
 *
 * @typedef {object} Way
 * @property {() => Running} start lets orphans die
 * @property {() => void} end reaps no longer
 */

// In ms.
const BETWEEN_CALLS = 5

/** @type {Record<string, (tally: Tally) => Way>} */
const WAYS = {
  bare(tally) {
    const timer = setInterval(() => reap().forEach(count(tally)), BETWEEN_CALLS)
    return { start: startOrphans, end: () => clearInterval(timer) }
  },

  automatic(tally) {
    const reaper = startReaper().on('reap', count(tally))
    return { start: startOrphans, end: () => reaper.stop() }
  },

  jobs(tally) {
    // For the browsers.
    const reaper = startReaper().on('reap', tally.reaped)
    return { start: () => startJobs(tally), end: () => reaper.stop() }
  },

  init(tally) {
    // Only the kernel can say what zombie-init has reaped.
    const start = () => {
      const { gone, stop } = startOrphans()
      return { gone, stop: async () => (tally.orphans = await stop()) }
    }
    return { start, end() {} }
  },
}

/**
 * @param {Tally} tally
 * @returns {Tally['reaped']}
 */
function count(tally) {
  return (process) => {
    if (isOrphan(process)) tally.orphans++
    tally.reaped(process)
  }
}

module.exports = { WAYS }
