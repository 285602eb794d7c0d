'use strict'

// Bounds the number of series of a figure.

/** @typedef {Record<string, string>} Labels */

/**
 * @typedef {object} Series
 * @property {Labels} labels
 * @property {number} value
 * @property {number} [rank] the size that decides what is folded; by default the value
 */

// A machine has about 110 pods (kubelet's default maximum), with a few containers each.
const SERIES = 500

/**
 * Keeps the largest series, and folds the others. Sums stay right.
 * @param {Series[]} series
 * @param {object} options
 * @param {(labels: Labels) => Labels} options.other the labels of the series into which one is folded
 * @param {(a: number, b: number) => number} [options.merge]
 * @param {number} [options.max] how many are kept
 * @returns {{ series: Series[], folded: number }}
 */
function fold(series, { other, merge = add, max = SERIES }) {
  const sorted = series.toSorted((a, b) => (b.rank ?? b.value) - (a.rank ?? a.value))
  const kept = sorted.slice(0, max).map(({ labels, value }) => ({ labels, value }))
  const rest = sorted.slice(max).map(({ labels, value }) => ({ labels: other(labels), value }))
  return { series: [...kept, ...merged(rest, merge)], folded: rest.length }
}

/**
 * Merges the series that have the same labels.
 * @param {Series[]} series
 * @param {(a: number, b: number) => number} merge
 */
function merged(series, merge) {
  /** @type {Map<string, Series>} */
  const found = new Map()
  for (const { labels, value } of series) {
    const key = JSON.stringify(Object.values(labels))
    const same = found.get(key)
    if (same === undefined) found.set(key, { labels, value })
    else same.value = merge(same.value, value)
  }
  return [...found.values()]
}

/**
 * @param {number} a
 * @param {number} b
 */
function add(a, b) {
  return a + b
}

module.exports = { SERIES, add, fold, merged }
