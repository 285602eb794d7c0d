'use strict'

const { constants } = require('node:os')

/**
 * Returns the wait status of an end as Node reports it.
 * @param {number | null} code
 * @param {NodeJS.Signals | null | undefined} signal
 */
function waitStatus(code, signal) {
  return signal ? constants.signals[signal] : Number(code) << 8
}

module.exports = { waitStatus }
