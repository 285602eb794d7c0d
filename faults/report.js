'use strict'

/** @typedef {import('./sweep').Summary} Summary */

/** @param {Summary} summary */
function line({ name, made, tried, violations }) {
  const calls = Object.entries(made).map(([call, count]) => `${call} ${count}`)
  const broken = violations.map((what) => `\n  violation: ${what}`).join('')
  return `${name}: ${tried} faults, ${violations.length} violations\n  ${calls.join(', ')}${broken}`
}

/** @param {Summary[]} summaries */
function total(summaries) {
  const tried = summaries.reduce((sum, summary) => sum + summary.tried, 0)
  const broken = summaries.reduce((sum, { violations }) => sum + violations.length, 0)
  return `${summaries.length} scenarios, ${tried} faults tried, ${broken} violations`
}

module.exports = { line, total }
