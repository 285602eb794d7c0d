'use strict'

// What the exporter must know of the parent of a zombie.

const { readProc } = require('../../proc/files')
const { NO_CONTAINER, containerOfProcess } = require('./containers')

/**
 * Returns a function that reads each process once: a parent may have thousands of zombies.
 * @template T
 * @param {(pid: number) => T} read
 * @returns {(pid: number) => T}
 */
function once(read) {
  /** @type {Map<number, T>} */
  const known = new Map()
  return (pid) => {
    if (!known.has(pid)) known.set(pid, read(pid))
    return /** @type {T} */ (known.get(pid))
  }
}

/** @param {number} pid */
function containerOfPid(pid) {
  const text = readProc(pid, 'cgroup')
  return text === null ? NO_CONTAINER : containerOfProcess(text)
}

/**
 * Whether a process is PID 1 of its own PID namespace. There an init helps.
 * @param {number} pid
 */
function isFirst(pid) {
  // The PID in each namespace, from the namespace of this /proc to the innermost (proc(5)).
  const [, inside] = /^NSpid:.*\t(\d+)$/m.exec(readProc(pid, 'status') ?? '') ?? []
  return inside === '1'
}

module.exports = { containerOfPid, isFirst, once }
