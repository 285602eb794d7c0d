'use strict'

const { binding } = require('../native/binding')
const { isAlive, processStat } = require('./table')

/** @typedef {import('./table').Stat} Stat */

/**
 * Lists the living children that the runtime does not wait for: no ChildProcess of this process
 * stands for them.
 * @returns {Stat[]}
 */
function livingOrphans() {
  if (binding === null) return []
  const claimed = new Set(binding.claimedPids())
  return [...binding.children()]
    .filter((pid) => !claimed.has(pid))
    .map(processStat)
    .filter((stat) => stat !== null)
    .filter(isAlive)
}

module.exports = { livingOrphans }
