'use strict'

const fs = require('node:fs')

/**
 * @typedef {object} Process
 * @property {number} pid
 * @property {number} ppid
 * @property {string} state one letter, as in ps: Z is a zombie
 * @property {string} name
 * @property {number} start clock ticks since boot: PID and start time together identify a process
 */

/**
 * Returns the process with this PID from /proc/PID/stat, or null without such a process. A zombie
 * counts as a process until it is reaped.
 * @param {number | string} pid
 * @returns {Process | null}
 */
function processInfo(pid) {
  let stat
  try {
    stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8')
  } catch {
    return null
  }
  // The name is in brackets and may contain brackets, so the last bracket ends the name.
  const nameEnd = stat.lastIndexOf(')')
  const fields = stat.slice(nameEnd + 2).split(' ')
  return {
    pid: Number(pid),
    ppid: Number(fields[1]),
    state: fields[0],
    name: stat.slice(stat.indexOf('(') + 1, nameEnd),
    start: Number(fields[19]),
  }
}

/** @returns {Process[]} every process that this /proc shows */
function processTable() {
  return fs
    .readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .map(processInfo)
    .filter((info) => info !== null)
}

/**
 * @param {number} ppid
 * @returns {Process[]} the zombies that this process has not reaped yet
 */
function zombiesOf(ppid) {
  return processTable().filter((info) => info.state === 'Z' && info.ppid === ppid)
}

/**
 * @param {number} pid
 * @param {Process[]} [table]
 * @returns {Process[]} all descendants of the process, zombies included
 */
function descendantsOf(pid, table = processTable()) {
  const children = table.filter((info) => info.ppid === pid)
  return children.concat(children.flatMap((child) => descendantsOf(child.pid, table)))
}

module.exports = { processInfo, processTable, zombiesOf, descendantsOf }
