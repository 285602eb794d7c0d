'use strict'

// Whether the kernel may have reused a PID. The kernel assigns PIDs in ascending order and wraps
// around at the end (idr_alloc_cyclic). /proc shows the position of this PID counter.

const { binding } = require('../native/binding')
const fs = require('../support/fs')

/**
 * The position of the PID counter. `last`: the PID assigned last in this PID namespace. `started`:
 * how many processes and threads have started since boot, in all PID namespaces.
 * @typedef {{ last: number, started: number }} PidCounter
 */

/** @returns {PidCounter | null} null where /proc does not show the counter */
function pidCounter() {
  // Reads `started` first, so a later `started` minus this one counts every start after `last`.
  const started = numberIn('/proc/stat', /^processes (\d+)$/m)
  const last = numberIn('/proc/loadavg', / (\d+)\n$/)
  // gVisor has both files, but they show zeroes.
  return started && last ? { last, started } : null
}

/**
 * Says whether the kernel may have reused a PID.
 * @param {number} pid a PID that was in use at the time of `since`
 * @param {PidCounter | null} since
 * @param {PidCounter | null} now
 * @returns {boolean} whether the PID counter may have passed the PID since
 */
function mayBeReused(pid, since, now) {
  const max = numberIn('/proc/sys/kernel/pid_max', /^(\d+)\n$/)
  if (since === null || now === null || max === null) return true
  const { RESERVED_PIDS } = /** @type {import('../native/binding').Binding} */ (binding)
  // The PID counter may have wrapped. It skips PIDs in use and reserved PIDs, so it wraps after
  // fewer starts than there are PIDs. Half of the free PIDs is a safe limit.
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
