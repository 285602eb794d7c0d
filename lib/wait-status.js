'use strict'

// Wait statuses as the kernel writes them (wait(2)): the low seven bits are the signal, or 0 after
// an exit; bit 7 says that core was dumped; the next eight bits are the exit code.

const { signalName } = require('./signals')

/** @typedef {import('..').ReapedProcess} ReapedProcess */

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
 * The same with names: PID, status, and the 16 bytes of the name, padded with zeroes. An empty
 * name is one that could not be read.
 * @param {Int32Array} flat
 * @returns {ReapedProcess[]}
 */
function decodeAllWithNames(flat) {
  const bytes = Buffer.from(flat.buffer, flat.byteOffset, flat.byteLength)
  const reaped = []
  for (let i = 0; i < flat.length; i += 6) {
    const process = decode(flat[i], flat[i + 1])
    const name = bytes.subarray(4 * i + 8, 4 * i + 24)
    const end = name.indexOf(0)
    if (end !== 0) process.name = name.toString('utf8', 0, end === -1 ? name.length : end)
    reaped.push(process)
  }
  return reaped
}

module.exports = { decodeAll, decodeAllWithNames }
