'use strict'

const { readProc } = require('../../proc/files')

/**
 * @param {number} pid
 * @returns {number} the PID of the process that traces it; 0 without one
 */
function tracerOf(pid) {
  return Number(/^TracerPid:\t(\d+)/m.exec(readProc(pid, 'status') ?? '')?.[1] ?? 0)
}

module.exports = { tracerOf }
