'use strict'

// Who adopts an orphan of this container. /proc does not say who is a subreaper, so this looks for
// the traces of one.

const { ancestors } = require('../../proc/ancestors')
const { readArguments, readProc, readStat } = require('../../proc/files')

/** @typedef {{ pid: number, name: string, argv: string[], isSubreaper: boolean }} Adopter */

/**
 * @returns {Adopter | null} null when this process can see neither
 */
function adopterHere() {
  for (const pid of ancestors(readStat)) {
    const stat = readStat(pid)
    if (stat === null) break
    const { name } = stat
    if (pid === 1) return { pid, name, argv: readArguments(pid), isSubreaper: false }
    if (hasAdopted(stat)) return { pid, name, argv: readArguments(pid), isSubreaper: true }
  }
  const first = readStat(1)
  return first && { pid: 1, name: first.name, argv: readArguments(1), isSubreaper: false }
}

// How many children to look at. Bounds the time with thousands of children. The kernel appends an
// adopted child to the list (kernel/exit.c, forget_original_parent), so the last ones tell most.
const SAMPLE = 200

/**
 * Whether a child of a process proves that it was adopted. A child keeps the session of its parent,
 * or has a session of its own PID (setsid(2)). So any other session is that of an earlier parent.
 * @param {import('../../proc/files').Status} parent
 */
function hasAdopted(parent) {
  const children = readProc(parent.pid, `task/${parent.pid}/children`) ?? ''
  return children
    .split(' ')
    .slice(-SAMPLE)
    .map((pid) => readStat(Number(pid)))
    .some((stat) => stat && stat.session !== parent.session && stat.session !== stat.pid)
}

module.exports = { adopterHere }
