'use strict'

const { printable } = require('../printable')
const { descendantsOf, processTable } = require('../process-table')

/** @typedef {import('../process-table').Process} Process */

/**
 * A process as the page shows it.
 * @typedef {object} Node
 * @property {number} pid
 * @property {number} ppid
 * @property {number} start
 * @property {string} name
 * @property {boolean} zombie
 * @property {string} role
 */

/** @returns {Process[]} this process and its descendants, in the order of their PIDs */
function ownProcesses() {
  const table = processTable()
  const self = table.filter(({ pid }) => pid === process.pid)
  return self.concat(descendantsOf(process.pid, table)).toSorted((a, b) => a.pid - b.pid)
}

/**
 * @param {(one: Process) => string} roleOf
 * @returns {Node[]}
 */
function readTree(roleOf) {
  return ownProcesses().map((one) => ({
    pid: one.pid,
    ppid: one.ppid,
    start: one.start,
    // A process chooses its name.
    name: printable(one.name),
    zombie: one.state === 'Z',
    role: roleOf(one),
  }))
}

/**
 * @param {{ pid: number, start: number }} one
 * @param {{ pid: number, start: number }} other
 */
function isSame(one, other) {
  return one.pid === other.pid && one.start === other.start
}

module.exports = { isSame, ownProcesses, readTree }
