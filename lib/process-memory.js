'use strict'

// The two files of /proc that show a process's own memory: its command line and its environment.
// Any process may point them at gigabytes that it has never touched (prctl(2), PR_SET_MM_MAP). So
// both are read through one buffer, up to a limit.

const fs = require('node:fs')

// What execve(2) allows one argument (MAX_ARG_STRLEN).
const buffer = Buffer.alloc(128 * 1024)

/**
 * @param {number} pid
 * @returns {Buffer} its first 128 KiB. Empty for a dead process and for the kernel's own threads.
 *   The next call overwrites it.
 */
function commandLine(pid) {
  return buffer.subarray(
    0,
    read(pid, 'cmdline', 0, (fd) => fs.readSync(fd, buffer)),
  )
}

/**
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

module.exports = { commandLine }
