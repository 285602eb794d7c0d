'use strict'

// The processes of a container, as /proc of this machine shows them.

const fs = require('node:fs')

/**
 * The processes are unshare, runc and PID 1 of the container, one below the other.
 * @param {number} unshare
 * @returns {number | undefined} PID 1 of the container, by its PID here
 */
function initBelow(unshare) {
  return childrenOf(unshare)
    .flatMap(childrenOf)
    .find((pid) => statusOf(pid, 'NSpid').at(-1) === '1')
}

/**
 * @param {number} pid
 * @returns {boolean} whether the process is a zombie, or is gone
 */
function hasEnded(pid) {
  return ['Z', undefined].includes(statusOf(pid, 'State')[0])
}

/**
 * @param {number} pid
 * @returns {number} the zombies among its descendants
 */
function zombiesBelow(pid) {
  return childrenOf(pid)
    .map((child) => (statusOf(child, 'State')[0] === 'Z' ? 1 : zombiesBelow(child)))
    .reduce((sum, one) => sum + one, 0)
}

/**
 * @param {number} pid
 * @returns {number} its resident memory in KiB
 */
function memoryOf(pid) {
  return Number(statusOf(pid, 'VmRSS')[0])
}

/**
 * @param {number} pid
 * @param {string} field of /proc/PID/status
 * @returns {string[]} its values; empty without the process
 */
function statusOf(pid, field) {
  const line = new RegExp(`^${field}:(.*)$`, 'm').exec(readOrEmpty(`/proc/${pid}/status`))
  return line?.[1].trim().split(/\s+/) ?? []
}

/**
 * @param {number} pid
 * @returns {number[]}
 */
function childrenOf(pid) {
  let threads
  try {
    threads = fs.readdirSync(`/proc/${pid}/task`)
  } catch {
    // The process has ended.
    return []
  }
  return threads.flatMap((tid) =>
    [...readOrEmpty(`/proc/${pid}/task/${tid}/children`).matchAll(/\d+/g)].map(Number),
  )
}

/** @param {string} file */
function readOrEmpty(file) {
  try {
    return fs.readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

module.exports = { hasEnded, initBelow, memoryOf, readOrEmpty, zombiesBelow }
