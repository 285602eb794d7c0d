'use strict'

const { binding } = require('../native/binding')
const { isAlive, processStat } = require('./table')

/** @typedef {import('./table').Stat} Stat */

/**
 * Lists the living children that libuv does not wait for: no ChildProcess of this process stands
 * for them.
 * @returns {Stat[]}
 */
function livingOrphans() {
  if (binding === null) return []
  const owned = new Set(binding.ownedPids())
  return [...binding.children()]
    .filter((pid) => !owned.has(pid))
    .map(processStat)
    .filter((stat) => stat !== null)
    .filter(isAlive)
}

module.exports = { livingOrphans }
