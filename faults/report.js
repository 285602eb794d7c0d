'use strict'

/** @typedef {import('./sweep').Summary} Summary */

/**
 * Returns the lines about a scenario.
 * @param {Summary} summary
 */
function line({ name, made, tried, isSteady, violations }) {
  const calls = Object.entries(made).map(([call, count]) => `${call} ${count}`)
  const lines = [
    `${name}: ${tried} faults, ${violations.length} violations`,
    `  ${calls.join(', ')}`,
    ...(isSteady ? [] : ['  Runs differ in the number of their calls.']),
    ...violations.map((what) => `  violation: ${what}`),
  ]
  return `${lines.join('\n')}\n`
}

/** @param {Summary[]} summaries */
function total(summaries) {
  const tried = summaries.reduce((sum, summary) => sum + summary.tried, 0)
  const broken = summaries.reduce((sum, { violations }) => sum + violations.length, 0)
  return `${summaries.length} scenarios, ${tried} faults tried, ${broken} violations`
}

module.exports = { line, total }
