'use strict'

// Makes the series of the containers from what a look has found, and bounds their number.

const { add, fold, merged } = require('./fold')
const { OTHER } = require('./names')

/** @typedef {import('./fold').Labels} Labels */

// The labels of what was folded.
const OTHERS = { runtime: '', container: OTHER, pod: '' }

/**
 * @typedef {object} Found a zombie
 * @property {import('./containers').Identity} place
 * @property {string} parent
 * @property {string} verdict
 * @property {number} age in s
 */

/**
 * @param {Found[]} all
 * @returns the zombies of each container, and the age of the oldest
 */
function zombieSeries(all) {
  const found = all.map(({ place, parent, verdict }) => ({
    labels: { ...place, parent, verdict },
    value: 1,
  }))
  const oldest = all.map(({ place, age }) => ({ labels: { ...place }, value: age }))
  return [
    fold(merged(found, add), { other: ({ verdict }) => ({ ...OTHERS, parent: '', verdict }) }),
    fold(merged(oldest, Math.max), { other: () => OTHERS, merge: Math.max }),
  ]
}

/**
 * @param {import('./cgroups').Group[]} groups
 * @returns the PIDs of each container and pod, and their limits
 */
function pidSeries(groups) {
  const all = groups.map(({ pids, limit, ...labels }) => ({ labels, pids, limit }))
  return [
    fold(
      all.map(({ labels, pids }) => ({ labels, value: pids })),
      { other: otherGroup },
    ),
    fold(
      // Ranked by PIDs: what keeps its PIDs keeps its limit beside them.
      all.flatMap(({ labels, pids, limit }) =>
        limit === null ? [] : [{ labels, value: limit, rank: pids }],
      ),
      { other: otherGroup },
    ),
  ]
}

/**
 * A pod counts its containers, so the two stay apart.
 * @param {Labels} labels
 */
function otherGroup({ container }) {
  return container === '' ? { ...OTHERS, container, pod: OTHER } : OTHERS
}

module.exports = { pidSeries, zombieSeries }
