'use strict'

/** @returns {import('../../..').Reaper} the reaper that the preload has started */
function automaticReaper() {
  const events = /** @type {any} */ (require('node:events'))
  const reaper = events[Symbol.for('zombie-reaper')]?.reaper
  if (reaper === undefined) throw new Error('expected the automatic mode to be on')
  return reaper
}

module.exports = { automaticReaper }
