'use strict'

const { binding } = require('../native/binding')
const { requireClaims, requireMainThread } = require('../native/guards')
const { processInfo } = require('../proc/info')
const { livingOrphans } = require('../proc/orphans')
const validate = require('../support/validate')

/**
 * @param {unknown} [input]
 * @returns {import('../..').ProcessInfo[]}
 */
function orphans(input) {
  validate.none(input, 'orphans()')
  if (binding === null) return []
  requireMainThread('orphans()')
  requireClaims('orphans()')
  return livingOrphans().map(processInfo)
}

module.exports = { orphans }
