'use strict'

// Wait statuses as the kernel writes them (wait(2)): the low seven bits are the signal, or 0 after
// an exit; bit 7 says that core was dumped; the next eight bits are the exit code.

const { nameAt } = require('../proc/name')
const { signalName } = require('../support/signals')

/** @typedef {import('../..').ReapedProcess} ReapedProcess */

/**
 * @param {number} pid
 * @param {number} status
 * @returns {ReapedProcess}
 */
function decode(pid, status) {
  const signal = status & 0x7f
  return {
    pid,
    status,
    exitCode: signal === 0 ? (status >> 8) & 0xff : null,
    signal: signal === 0 ? null : signalName(signal),
    coreDumped: (status & 0x80) !== 0,
  }
}

/**
 * The processes in an array of the binding: PID and status, PID and status, ...
 * @param {Int32Array} flat
 * @returns {ReapedProcess[]}
 */
function decodeAll(flat) {
  const reaped = []
  for (let i = 0; i < flat.length; i += 2) reaped.push(decode(flat[i], flat[i + 1]))
  return reaped
}

/**
 * The same with names: PID, status, and four integers that are the name.
 * @param {Int32Array} flat
 * @returns {ReapedProcess[]}
 */
function decodeAllWithNames(flat) {
  const reaped = []
  for (let i = 0; i < flat.length; i += 6) {
    const process = decode(flat[i], flat[i + 1])
    const name = nameAt(flat, i + 2)
    if (name !== '') process.name = name
    reaped.push(process)
  }
  return reaped
}

module.exports = { decodeAll, decodeAllWithNames }
