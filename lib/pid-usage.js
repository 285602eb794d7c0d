'use strict'

const { binding } = require('./native')
const validate = require('./validate')

// By the numbers that the binding gives them.
const SOURCES = /** @type {const} */ (['cgroup', 'rlimit', 'threads-max', 'pid_max'])

/**
 * @param {unknown} [input]
 * @returns {import('..').PidUsage}
 */
function pidUsage(input) {
  validate.none(input, 'pidUsage()')
  const flat = binding?.pidUsage() ?? []
  if (flat.length === 0) {
    return { tasks: 0, limit: null, headroom: null, zombies: 0, source: null, cgroup: null }
  }
  const [source, tasks, limit, zombies, ...path] = flat
  return {
    tasks,
    limit,
    // A limit may be lowered below what it counts.
    headroom: Math.max(0, limit - tasks),
    zombies,
    source: SOURCES[source],
    cgroup: path.length === 0 ? null : Buffer.from(path).toString(),
  }
}

module.exports = { pidUsage }
