'use strict'

// Room: what /proc shows about a process.

const { binding } = require('../native/binding')
const { nameAt } = require('./name')

/**
 * A process as /proc/PID/stat shows it.
 * @typedef {object} Stat
 * @property {number} pid
 * @property {number} ppid 0 when the parent is in another PID namespace
 * @property {number} pgid
 * @property {number} session
 * @property {string} state one letter: Z is a zombie
 * @property {number} threads
 * @property {number} startTicks clock ticks since boot; PID and start time together identify a
 *   process
 * @property {number} rss in bytes
 * @property {string} name
 */

// How many numbers the binding returns for each process.
const STRIDE = 10

/**
 * @param {Float64Array} flat
 * @param {number} at
 * @returns {Stat}
 */
function decode(flat, at) {
  return {
    pid: flat[at],
    ppid: flat[at + 1],
    pgid: flat[at + 2],
    session: flat[at + 3],
    state: String.fromCharCode(flat[at + 4]),
    threads: flat[at + 5],
    startTicks: flat[at + 6],
    rss: flat[at + 7],
    name: nameAt(flat, at + 8),
  }
}

/**
 * Whether a process lives. A process with a dead leader thread and other threads lives too.
 * @param {Stat} stat
 */
function isAlive({ state, threads }) {
  return threads > 1 || (state !== 'Z' && state !== 'X')
}

/**
 * Lists every process that /proc shows.
 * @returns {Stat[]} empty off Linux
 */
function processTable() {
  if (binding === null) return []
  const flat = binding.processTable()
  const table = []
  for (let at = 0; at < flat.length; at += STRIDE) table.push(decode(flat, at))
  return table
}

/**
 * @param {number} pid
 * @returns {Stat | null} null when there is no such process
 * @throws {Error} when that is unknown, as when no file descriptor is left, or without /proc of this
 *   PID namespace
 */
function tryStat(pid) {
  const flat = binding === null ? [] : binding.processStat(pid)
  return flat.length === 0 ? null : decode(/** @type {Float64Array} */ (flat), 0)
}

/**
 * @param {number} pid
 * @returns {Stat | null} null when there is no such process, and when that is unknown
 */
function processStat(pid) {
  try {
    return tryStat(pid)
  } catch {
    return null
  }
}

/** Whether /proc can be read. False where /proc is missing, or when no file descriptor is left. */
function isReadable() {
  return processStat(process.pid) !== null
}

module.exports = { isAlive, isReadable, processStat, processTable, tryStat }
