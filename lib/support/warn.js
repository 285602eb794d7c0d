'use strict'

/**
 * Emits a process warning. The preloads report every problem this way, because they never throw.
 * @param {unknown} problem
 */
function warn(problem) {
  const message = problem instanceof Error ? problem.message : String(problem)
  process.emitWarning(message, 'ZombieReaperWarning')
}

module.exports = { warn }
