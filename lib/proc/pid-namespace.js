'use strict'

const { readProc } = require('./files')

/**
 * Whether a process is PID 1 of its own PID namespace, as in a container. There an init helps.
 * @param {number} pid
 */
function isFirst(pid) {
  // The PID in each namespace, from the namespace of this /proc to the innermost (proc(5)).
  const [, inside] = /^NSpid:.*\t(\d+)$/m.exec(readProc(pid, 'status') ?? '') ?? []
  return inside === '1'
}

module.exports = { isFirst }
