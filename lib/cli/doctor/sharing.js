'use strict'

// Whether other containers, or the host, have this PID namespace too.

const { readProcLink, readStat } = require('../../proc/files')

/**
 * @typedef {'pod' | 'host' | 'other container' | null} Sharing with whom this container shares its
 *   PID namespace; null when nothing says so
 */

// kthreadd, the parent of the kernel's threads, is PID 2 of the first PID namespace only.
const KTHREADD = 2

/**
 * Finds out whether other containers have this PID namespace too.
 * @param {import('./container').Container} container
 * @param {import('./pid1').Pid1 | null} pid1
 * @returns {Sharing}
 */
function sharingOfPids(container, pid1) {
  // PID 1 of a pod with `shareProcessNamespace` is the pause container.
  if (pid1?.kind === 'pause') return 'pod'
  if (container === 'none') return null
  if (readStat(KTHREADD)?.name === 'kthreadd') return 'host'
  return isElsewhere(1) ? 'other container' : null
}

/**
 * Whether a process is in another container: its mounts and its host name are other ones.
 * @param {number} pid
 */
function isElsewhere(pid) {
  return ['ns/mnt', 'ns/uts'].every((link) => {
    const theirs = readProcLink(pid, link)
    return theirs !== null && theirs !== readProcLink('self', link)
  })
}

module.exports = { sharingOfPids }
