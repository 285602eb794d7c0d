'use strict'

const koffi = require('koffi')

const waitpid = koffi.load(null).func('int waitpid(int, _Out_ int *, int)')
const WNOHANG = 1

/**
 * Looks for the end of one child, as an addon does from the event loop.
 * @param {number} pid
 * @returns {number | undefined} the wait status; -1 when somebody else has taken it; undefined while
 *   the child lives
 */
function poll(pid) {
  const status = [0]
  const found = waitpid(pid, status, WNOHANG)
  if (found === 0) return undefined
  return found === pid ? status[0] : -1
}

module.exports = { poll }
