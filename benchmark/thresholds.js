'use strict'

/** @typedef {import('./measure').Threshold} Threshold */

/**
 * @param {number} ratio
 * @returns {Threshold}
 */
function atMost(ratio) {
  return { text: `at most ${ratio} x`, met: (ours, peer) => ours <= ratio * peer }
}

/**
 * @param {number} difference
 * @param {string} unit
 * @returns {Threshold}
 */
function atMostMore(difference, unit) {
  return {
    text: `at most ${difference} ${unit} more`,
    met: (ours, peer) => ours - peer <= difference,
  }
}

/**
 * @param {number} most
 * @param {string} unit
 * @returns {Threshold}
 */
function below(most, unit) {
  return { text: `at most ${most} ${unit}`, met: (ours) => ours <= most }
}

module.exports = { atMost, atMostMore, below }
