'use strict'

// Whether a PID that is free may have been given to another process meanwhile. The kernel gives them
// out in turn and begins again at the end (idr_alloc_cyclic), and tells where it is.

const { binding } = require('../native/binding')
const fs = require('../support/fs')

/**
 * How far the kernel has got: the PID given out last in this PID namespace, and how many processes and
 * threads have been started since boot, in all of them.
 * @typedef {{ last: number, started: number }} PidCounter
 */

/** @returns {PidCounter | null} null where /proc does not tell */
function pidCounter() {
  // Before the other, so that no more is started than that counts.
  const started = numberIn('/proc/stat', /^processes (\d+)$/m)
  const last = numberIn('/proc/loadavg', / (\d+)\n$/)
  // gVisor has the files, and writes zeroes.
  return started && last ? { last, started } : null
}

/**
 * @param {number} pid one that was not free at the time of `since`
 * @param {PidCounter | null} since
 * @param {PidCounter | null} now
 * @returns {boolean} whether its turn may have come
 */
function mayBeReused(pid, since, now) {
  const max = numberIn('/proc/sys/kernel/pid_max', /^(\d+)\n$/)
  if (since === null || now === null || max === null) return true
  const { RESERVED_PIDS } = /** @type {import('../native/binding').Binding} */ (binding)
  // It may have gone round. Those that are not free are stepped over, and so are the reserved ones,
  // so that takes fewer than there are numbers; half of them, to be sure.
  const tasks = numberIn('/proc/loadavg', /\/(\d+) /) ?? Infinity
  if (now.started - since.started >= (max - RESERVED_PIDS - tasks) / 2) return true
  return now.last >= since.last
    ? since.last < pid && pid <= now.last
    : since.last < pid || pid <= now.last
}

/**
 * @param {string} file
 * @param {RegExp} pattern
 */
function numberIn(file, pattern) {
  try {
    const match = pattern.exec(fs.readFileSync(file, 'latin1'))
    return match === null ? null : Number(match[1])
  } catch {
    return null
  }
}

module.exports = { pidCounter, mayBeReused }
