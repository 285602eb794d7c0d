'use strict'

const { commandLine } = require('./memory')

// In a command line of 128 KiB of NULs, each byte would become an argument of 8 bytes.
const MAX_ARGUMENTS = 1024

/**
 * Reads the arguments of a process.
 * @param {number} pid
 * @returns {string[]} empty for a dead process and for a kernel thread. Cut after 128 KiB and after
 *   1,024 arguments.
 */
function argv(pid) {
  const bytes = commandLine(pid)
  const found = []
  // A NUL ends each argument. A process that writes its own title may leave out the last NUL.
  for (let start = 0; start < bytes.length && found.length < MAX_ARGUMENTS;) {
    const next = bytes.indexOf(0, start)
    const end = next === -1 ? bytes.length : next
    found.push(bytes.toString('utf8', start, end))
    start = end + 1
  }
  return found
}

module.exports = { argv }
