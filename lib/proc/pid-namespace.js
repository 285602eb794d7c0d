'use strict'

const { readProc, readProcLink } = require('./files')

// The inode of the machine's first PID namespace (PROC_PID_INIT_INO, include/linux/proc_ns.h).
const OF_MACHINE = 'pid:[4026531836]'

/**
 * Whether a process is PID 1 of its own PID namespace, as in a container. There an init helps.
 * @param {number} pid
 */
function isFirst(pid) {
  // The PID in each namespace, from the namespace of this /proc to the innermost (proc(5)).
  const [, inside] = /^NSpid:.*\t(\d+)$/m.exec(readProc(pid, 'status') ?? '') ?? []
  return inside === '1'
}

/**
 * @returns {boolean | null} whether this process is in the first PID namespace of the machine. Null
 *   when /proc does not tell.
 */
function isInNamespaceOfMachine() {
  const own = readProcLink('self', 'ns/pid')
  return own === null ? null : own === OF_MACHINE
}

module.exports = { isFirst, isInNamespaceOfMachine }
