'use strict'

const { binding } = require('../native/binding')
const validate = require('../support/validate')

/**
 * @param {unknown} [input]
 * @returns {import('../..').PidUsage}
 */
function pidUsage(input) {
  validate.none(input, 'pidUsage()')
  const usage = binding?.pidUsage()
  if (!usage) {
    return { tasks: 0, limit: null, headroom: null, zombies: 0, source: null, cgroup: null }
  }
  const { tasks, limit, zombies, source, cgroup = null } = usage
  // A limit may be lowered below the number of tasks that it counts.
  return { tasks, limit, headroom: Math.max(0, limit - tasks), zombies, source, cgroup }
}

module.exports = { pidUsage }
