'use strict'

/**
 * The times that a caller may set, in ms.
 * @typedef {object} Delay
 * @property {number} min
 * @property {number} default
 */

module.exports = {
  // Enough time for another addon, such as node-pty, to reap its child in a thread of its own.
  QUARANTINE: { min: 0, default: 100 },
  // startReaper()
  SWEEP_INTERVAL: { min: 1, default: 10_000 },
  // reapOrphans()
  TIMEOUT: { min: 0, default: 1000 },
  SETTLE: { min: 0, default: 100 },
  // close() of a job
  KILL_AFTER: { min: 0, default: 2000 },
  CLOSE_TIMEOUT: { min: 0, default: 2000 },
}
