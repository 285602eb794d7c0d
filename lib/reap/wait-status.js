'use strict'

// Wait statuses as the kernel writes them (wait(2)). Bits 0 to 6 are the signal, or 0 after an
// exit. Bit 7 says whether the kernel dumped core. Bits 8 to 15 are the exit code.

const { nameAt } = require('../proc/name')
const { signalName } = require('../support/signals')

/** @typedef {import('../..').ReapedProcess} ReapedProcess */

/**
 * Decodes one wait status.
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
 * Decodes an array of the binding that has two integers for each process: PID and wait status.
 * @param {Int32Array} flat
 * @returns {ReapedProcess[]}
 */
function decodeAll(flat) {
  const reaped = []
  for (let i = 0; i < flat.length; i += 2) reaped.push(decode(flat[i], flat[i + 1]))
  return reaped
}

/**
 * Decodes an array of the binding that has six integers for each process: PID, wait status, and
 * four integers with the 16 bytes of the name.
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
