'use strict'

/** @typedef {import('./measure').Target} Target */

/**
 * @param {number} ratio
 * @returns {Target}
 */
function atMost(ratio) {
  return { text: `at most ${ratio} x`, met: (ours, peer) => ours <= ratio * peer }
}

/**
 * @param {number} difference
 * @param {string} unit
 * @returns {Target}
 */
function atMostMore(difference, unit) {
  return {
    text: `at most ${difference} ${unit} more`,
    met: (ours, peer) => ours - peer <= difference,
  }
}

/** @type {Target} */
const faster = { text: 'faster', met: (ours, peer) => ours < peer }

module.exports = { atMost, atMostMore, faster }
