'use strict'

// Says what is wrong with a soak. Each bound leaves room for the luck of a short run, and none for
// what grows with each process.

/**
 * @typedef {object} Result
 * @property {{ made: number, reaped: number }} orphans
 * @property {{ started: number, right: number }} owned
 * @property {number} browsers
 * @property {string[]} left names and states of the processes that are left
 * @property {{ before: number, after: number }} descriptors
 */

const MIB = 2 ** 20

/**
 * Of the medians of both halves. A collection leaves V8's own memory, and malloc keeps some.
 * @type {[value: 'rss' | 'heap' | 'initRss', name: string, most: number][]}
 */
const GROWTH = [
  ['rss', 'RSS', 32 * MIB],
  ['heap', 'the heap', 2 * MIB],
  // zombie-init has no allocator.
  ['initRss', 'RSS of zombie-init', 0.125 * MIB],
]

/**
 * @param {import('./sampler').Sample[]} samples
 * @param {Result} result
 * @returns {string[]} what is wrong
 */
function judge(samples, { orphans, owned, browsers, left, descriptors }) {
  const problems = []
  if (orphans.made === 0 || owned.started === 0 || browsers === 0)
    problems.push('the run was too short')
  if (orphans.reaped !== orphans.made)
    problems.push(
      `${orphans.made} orphans died, and ${orphans.reaped} were reaped with their status`,
    )
  if (owned.right !== owned.started)
    problems.push(
      `${owned.started - owned.right} of ${owned.started} owned children lost their status`,
    )
  if (left.length > 0) problems.push(`${left.length} processes are left: ${left.slice(0, 5)}`)
  if (descriptors.after > descriptors.before)
    problems.push(`descriptors: ${descriptors.before} before, ${descriptors.after} after`)
  for (const [value, name, most] of GROWTH) {
    const growth = growthOf(samples.map((sample) => sample[value] ?? 0))
    if (growth > most) problems.push(`${name} has grown by ${(growth / MIB).toFixed(1)} MiB`)
  }
  return problems
}

/** @param {number[]} values */
function growthOf(values) {
  const middle = values.length >> 1
  return median(values.slice(middle)) - median(values.slice(0, middle))
}

/** @param {number[]} values */
function median(values) {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0
}

module.exports = { judge }
