'use strict'

const { requireMainThread, requireNode } = require('./main-thread')
const { binding } = require('./native')
const { processInfo } = require('./process-info')
const { isAlive, processStat } = require('./process-table')
const validate = require('./validate')

/**
 * @param {unknown} [input]
 * @returns {import('..').ProcessInfo[]}
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
