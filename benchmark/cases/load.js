'use strict'

const { execFileSync } = require('node:child_process')
const { join } = require('node:path')

const { atMostMore } = require('../thresholds')

/** @typedef {import('../measure').Side} Side */

const program = join(__dirname, '../workers/load.js')
const ours = join(__dirname, '../../index.js')
const empty = join(__dirname, '../workers/empty.js')

/**
 * Loads the module in a fresh process for each round, since a process loads a module only once.
 * @param {string} path
 */
function load(path) {
  return execFileSync(process.execPath, [program, path], { encoding: 'utf8' })
}

/**
 * @param {string} path
 * @returns {Side}
 */
function requireAlone(path) {
  return { round: async () => Number(load(path)), end: async () => {} }
}

/**
 * @param {string} path
 * @returns {Side}
 */
function wholeProcess(path) {
  const round = async () => {
    const start = process.hrtime.bigint()
    load(path)
    return Number(process.hrtime.bigint() - start)
  }
  return { round, end: async () => {} }
}

const EMPTY = 'an empty module'

const COST =
  'The native part takes 0.6 ms, and each other file 0.3 ms. A file that few programs need is loaded when it is first called.'

/** @type {import('../measure').Case[]} */
module.exports = [
  {
    what: "require('zombie-reaper'), the call alone",
    unit: 'ms',
    rounds: 51,
    target: atMostMore(5, 'ms'),
    startOurs: () => requireAlone(ours),
    peers: [{ name: EMPTY, start: () => requireAlone(empty) }],
    cause: COST,
  },
  {
    what: "require('zombie-reaper'), from start to end of a process",
    unit: 'ms',
    rounds: 51,
    target: atMostMore(5, 'ms'),
    startOurs: () => wholeProcess(ours),
    peers: [{ name: EMPTY, start: () => wholeProcess(empty) }],
    cause: COST,
  },
]
