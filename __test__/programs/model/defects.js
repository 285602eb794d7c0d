'use strict'

// Planted defects, each a wrong copy of the package. The model must find each of them.

/** @typedef {typeof import('../../..')} Package */

/** @type {Record<string, (real: Package) => Partial<Package>>} */
const DEFECTS = {
  /** Takes every zombie, as a bare waitpid(-1) does. */
  steal: (real) => ({ reap: () => real.reap({ steal: true }) }),

  /** Loses the status of each process that a signal has killed. */
  drop: (real) => ({
    startReaper(options) {
      const reaper = real.startReaper(options)
      const emit = reaper.emit.bind(reaper)
      reaper.emit = (/** @type {string} */ event, /** @type {any[]} */ ...values) =>
        typeof values[0]?.signal !== 'string' && emit(/** @type {any} */ (event), ...values)
      return reaper
    },
  }),

  /** Skips the quarantine. */
  hasty: (real) => ({
    startReaper: (options) => real.startReaper({ ...options, quarantine: 0 }),
    reapOrphans: (options) => real.reapOrphans({ ...options, quarantine: 0 }),
  }),
}

/**
 * @param {Package} real
 * @param {string | undefined} name
 * @returns {Package}
 */
function withDefect(real, name) {
  return name === undefined ? real : { ...real, ...DEFECTS[name](real) }
}

module.exports = { withDefect }
