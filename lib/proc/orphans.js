'use strict'

const { binding } = require('../native/binding')
const { isAlive, tryStat } = require('./table')

/** @typedef {import('./table').Stat} Stat */

/**
 * Lists the living children that the runtime does not wait for: no ChildProcess of this process
 * stands for them.
 * @returns {Stat[]}
 */
function livingOrphans() {
  return livingAmong(unclaimedChildren())
}

/** @returns {number[]} the PIDs of the children, living and dead, that the runtime does not wait for */
function unclaimedChildren() {
  if (binding === null) return []
  const claimed = new Set(binding.claimedPids())
  return [...binding.children()].filter((pid) => !claimed.has(pid))
}

/**
 * @param {number[]} pids
 * @returns {Stat[]} those that live
 */
function livingAmong(pids) {
  return pids
    .map(tryStat)
    .filter((stat) => stat !== null)
    .filter(isAlive)
}

module.exports = { livingAmong, livingOrphans, unclaimedChildren }
