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
  const status = [-1]
  return waitpid(pid, status, WNOHANG) === 0 ? undefined : status[0]
}

module.exports = { poll }
