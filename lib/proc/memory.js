'use strict'

// The files of /proc that show what a process has in memory: its command line, its environment and
// its program. A process may point the first two at gigabytes that it has never touched (prctl(2),
// PR_SET_MM_MAP). So both are read through one buffer, up to a limit.

const fs = require('../support/fs')

// The maximum size of one argument of execve(2) (MAX_ARG_STRLEN).
const buffer = Buffer.alloc(128 * 1024)

// The maximum size of all arguments and the environment together of execve(2), under the default
// RLIMIT_STACK of 8 MiB.
const MAX_ENVIRONMENT = 2 * 1024 * 1024

/**
 * Reads the command line of a process.
 * @param {number} pid
 * @returns {Buffer} the first 128 KiB. Empty for a dead process and for a kernel thread. The next
 *   call overwrites the buffer.
 */
function commandLine(pid) {
  return buffer.subarray(
    0,
    read(pid, 'cmdline', 0, (fd) => fs.readSync(fd, buffer)),
  )
}

/**
 * Searches the first 2 MiB of an environment for a variable.
 * @param {number} pid
 * @param {string} name of the variable
 * @returns {boolean | null} null when the environment is empty. False when there is no such
 *   process, or when this process may not read the environment (ptrace(2), "access mode checking").
 */
function hasVariable(pid, name) {
  return read(pid, 'environ', /** @type {boolean | null} */ (false), (fd) => search(fd, name))
}

/**
 * @param {number} fd
 * @param {string} name
 */
function search(fd, name) {
  // Includes the NUL that ends the previous entry: another variable's value may hold the rest.
  const start = Buffer.from(`\0${name}=`)
  buffer[0] = 0
  let kept = 1
  for (let total = 0; total < MAX_ENVIRONMENT;) {
    const room = Math.min(buffer.length - kept, MAX_ENVIRONMENT - total)
    const length = fs.readSync(fd, buffer, kept, room, null)
    if (total + length === 0) return null
    const end = kept + length
    if (buffer.subarray(0, end).includes(start)) return true
    // A read is short only at the end (fs/proc/base.c, environ_read).
    if (length < room) return false
    // The entry may cross the border of two reads.
    total += length
    kept = start.length - 1
    buffer.copyWithin(0, end - kept, end)
  }
  return false
}

/**
 * Whether a process runs a program. Zombies and kernel threads run none.
 * @param {number} pid
 * @returns {boolean} false also when this process may not know the program
 */
function hasProgram(pid) {
  try {
    fs.readlinkSync(`/proc/${pid}/exe`)
    return true
  } catch {
    return false
  }
}

/**
 * Opens a file of a process, uses the descriptor and closes it.
 * @template T
 * @param {number} pid
 * @param {'cmdline' | 'environ'} file
 * @param {T} otherwise what to return when the file cannot be read
 * @param {(fd: number) => T} use
 * @returns {T}
 */
function read(pid, file, otherwise, use) {
  let fd
  try {
    fd = fs.openSync(`/proc/${pid}/${file}`, 'r')
    return use(fd)
  } catch {
    return otherwise
  } finally {
    if (fd !== undefined) fs.closeSync(fd)
  }
}

module.exports = { commandLine, hasProgram, hasVariable }
