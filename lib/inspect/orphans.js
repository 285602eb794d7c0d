'use strict'

const { binding } = require('../native')
const { requireMainThread, requireNode } = require('../native/guards')
const { processInfo } = require('../proc/info')
const { isAlive, processStat } = require('../proc/table')
const validate = require('../support/validate')

/**
 * @param {unknown} [input]
 * @returns {import('../..').ProcessInfo[]}
 */
function orphans(input) {
  validate.none(input, 'orphans()')
  if (binding === null) return []
  requireMainThread('orphans()')
  requireNode('orphans()')
  const owned = new Set(binding.ownedPids())
  return [...binding.children()]
    .filter((pid) => !owned.has(pid))
    .map(processStat)
    .filter((stat) => stat !== null)
    .filter(isAlive)
    .map(processInfo)
}

module.exports = { orphans }
