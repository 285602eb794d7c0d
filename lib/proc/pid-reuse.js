'use strict'

// Whether the kernel may have reused a PID. The kernel assigns PIDs in ascending order and wraps
// around at the end (idr_alloc_cyclic). /proc shows the position of this PID counter.

const { binding } = require('../native/binding')

/** @typedef {import('../../binding').PidCounter} PidCounter */

/** @returns {PidCounter | null} null off Linux, and where /proc does not show the counter */
function pidCounter() {
  return binding?.pidCounter() ?? null
}

/**
 * Says whether the kernel may have reused a PID.
 * @param {number} pid a PID that was in use at the time of `since`
 * @param {PidCounter | null} since
 * @param {PidCounter | null} now
 * @returns {boolean} whether the PID counter may have passed the PID since
 */
function mayBeReused(pid, since, now) {
  if (binding === null || since === null || now === null) return true
  // The PID counter may have wrapped. It skips PIDs in use and reserved PIDs, so it wraps after
  // fewer starts than there are PIDs. Half of the free PIDs is a safe limit.
  if (now.started - since.started >= (now.max - binding.RESERVED_PIDS - now.tasks) / 2) return true
  return now.last >= since.last
    ? since.last < pid && pid <= now.last
    : since.last < pid || pid <= now.last
}

module.exports = { pidCounter, mayBeReused }
