'use strict'

// Reads the files of one process without the native part, for programs that must also work where
// the native part cannot be loaded.

const { isOutOfDescriptors } = require('../support/errors')
const fs = require('../support/fs')
const { splitArguments } = require('./argv')

// The maximum size of one argument of execve(2) (MAX_ARG_STRLEN). A process may point its command
// line at gigabytes (prctl(2), PR_SET_MM_MAP).
const MAX_BYTES = 128 * 1024

// USER_HZ, the clock ticks per second in /proc: 100 on every architecture that Node runs on
// (include/asm-generic/param.h).
const TICKS_PER_SECOND = 100

/**
 * @typedef {object} Status
 * @property {number} pid
 * @property {number} ppid 0 when the parent is in another PID namespace
 * @property {number} pgid
 * @property {number} session
 * @property {number} foreground the process group in the foreground of the terminal; -1 without one
 * @property {string} state one letter: Z is a zombie
 * @property {number} threads
 * @property {number} startTicks clock ticks since boot
 * @property {string} name
 */

/**
 * Reads /proc/PID/stat.
 * @param {number} pid
 * @returns {Status | null} null when this process cannot see such a process
 */
function readStat(pid) {
  const text = readProc(pid, 'stat')
  if (text === null) return null
  // The name may contain any character, even a parenthesis. The numbers follow it.
  const end = text.lastIndexOf(')')
  const [state, ...rest] = text.slice(end + 2).split(' ')
  const numbers = rest.map(Number)
  return {
    pid,
    ppid: numbers[0],
    pgid: numbers[1],
    session: numbers[2],
    foreground: numbers[4],
    state,
    threads: numbers[16],
    startTicks: numbers[18],
    name: text.slice(text.indexOf('(') + 1, end),
  }
}

/**
 * Lists the PIDs that /proc shows.
 * @returns {number[]} empty without /proc
 * @throws `EMFILE` or `ENFILE` when no file descriptor is left
 */
function listPids() {
  try {
    return fs
      .readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number)
  } catch (error) {
    if (isOutOfDescriptors(error)) throw error
    return []
  }
}

/**
 * Reads a text file of a process.
 * @param {number | 'self'} pid
 * @param {string} file
 * @returns {string | null} null when the file cannot be read
 */
function readProc(pid, file) {
  try {
    return fs.readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    return null
  }
}

/**
 * Reads the arguments of a process.
 * @param {number} pid
 * @returns {string[]} empty for a dead process and for a kernel thread. Cut after 128 KiB and after
 *   1,024 arguments.
 */
function readArguments(pid) {
  let fd
  try {
    fd = fs.openSync(`/proc/${pid}/cmdline`, 'r')
    const buffer = Buffer.alloc(MAX_BYTES)
    return splitArguments(buffer.subarray(0, fs.readSync(fd, buffer)))
  } catch {
    return []
  } finally {
    if (fd !== undefined) fs.closeSync(fd)
  }
}

/**
 * Reads a link of a process, such as ns/pid.
 * @param {number | 'self'} pid
 * @param {string} link
 * @returns {string | null} null when this process may not read the link (ptrace(2))
 */
function readProcLink(pid, link) {
  try {
    return fs.readlinkSync(`/proc/${pid}/${link}`)
  } catch {
    return null
  }
}

module.exports = { TICKS_PER_SECOND, listPids, readArguments, readProc, readProcLink, readStat }
