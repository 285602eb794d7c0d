'use strict'

const { execFileSync } = require('node:child_process')
const { join } = require('node:path')

const { atMostMore } = require('../targets')

/** @typedef {import('../measure').Side} Side */

const program = join(__dirname, '../sides/load.js')
const ours = join(__dirname, '../../index.js')
const empty = join(__dirname, '../sides/empty.js')

/**
 * A fresh process each time: a module is loaded once.
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

const COST =
  'About 4.4 ms, 6 on a busy machine: 0.6 for the native part itself, 0.4 for each of the other files. Tried: to load ' +
  'the native part without the loader that napi-rs generates (1.6 ms less), and the rest of the package when it is first called.'

/** @type {import('../measure').Row[]} */
module.exports = [
  {
    what: "require('zombie-reaper'), the call alone",
    peer: 'an empty module',
    unit: 'ms',
    rounds: 51,
    target: atMostMore(5, 'ms'),
    startOurs: () => requireAlone(ours),
    startPeer: () => requireAlone(empty),
    cause: COST,
  },
  {
    what: "require('zombie-reaper'), from start to end of a process",
    peer: 'an empty module',
    unit: 'ms',
    rounds: 51,
    target: atMostMore(5, 'ms'),
    startOurs: () => wholeProcess(ours),
    startPeer: () => wholeProcess(empty),
    cause: COST,
  },
]
