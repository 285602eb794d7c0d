'use strict'

/**
 * The times that a caller may set, in ms.
 * @typedef {object} Delay
 * @property {number} min
 * @property {number} default
 */

module.exports = {
  // Enough for another addon that waits for its child in a thread of its own, such as node-pty.
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
