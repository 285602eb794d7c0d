'use strict'

// How a job marks what is started for it: a variable of its own, so that nested jobs mark a process
// side by side. It is inherited by fork and by exec, wherever the kernel re-parents the process to.

const { randomBytes } = require('node:crypto')
const fs = require('node:fs')
const os = require('node:os')

const { isAlive, processStat } = require('./process-table')

/** @typedef {import('./process-table').Stat} Stat */

// Of the start times in /proc/PID/stat: USER_HZ, which is 100 on x64 and arm64.
const TICKS_PER_SECOND = 100

// Most environments are far smaller. execve(2) allows megabytes.
const buffer = Buffer.alloc(2 ** 16)

function createMark() {
  const name = `ZOMBIE_REAPER_JOB_${randomBytes(8).toString('hex')}`
  const entry = Buffer.from(`${name}=`)
  // Who was there before can have it only by an exec with an environment that somebody sent it.
  // Whole seconds, since a start time is rounded down too.
  const since = Math.floor(os.uptime()) * TICKS_PER_SECOND

  return {
    /** @type {NodeJS.ProcessEnv} */
    env: { ...process.env, [name]: '1' },

    /**
     * @param {Stat} stat
     * @returns {boolean} whether the process has it. One that has overwritten its environment has not.
     */
    isOn(stat) {
      if (stat.startTicks < since) return false
      // An empty one is looked at again: the process may be in exec, or has just come out of it.
      for (let calm = 0, waits = 0; calm < 3 && waits < 5;) {
        const environment = readEnvironment(stat.pid)
        if (environment === null) return false
        if (environment.length > 0) return contains(environment, entry)
        if (isInExec(stat.pid)) {
          waits++
          Atomics.wait(never, 0, 0, 1)
        } else {
          calm++
        }
      }
      return false
    },
  }
}

// To sleep on: nobody wakes who waits here.
const never = new Int32Array(new SharedArrayBuffer(4))

/**
 * In the middle of execve(2), for less than a millisecond mostly, a process has neither environment
 * nor arguments. The kernel's own threads have a session of 0.
 * @param {number} pid
 */
function isInExec(pid) {
  const stat = processStat(pid)
  if (stat === null || !isAlive(stat) || stat.session === 0) return false
  try {
    return fs.readFileSync(`/proc/${pid}/cmdline`).length === 0
  } catch {
    return false
  }
}

/**
 * @param {Buffer} environment entries, each ended by a NUL
 * @param {Buffer} entry how it begins
 */
function contains(environment, entry) {
  for (let at = environment.indexOf(entry); at !== -1; at = environment.indexOf(entry, at + 1)) {
    // In the middle of an entry it is the value of another variable.
    if (at === 0 || environment[at - 1] === 0) return true
  }
  return false
}

/**
 * @param {number} pid
 * @returns {Buffer | null} null when there is no such process, or it may not be read (ptrace(2),
 *   "access mode checking"). Good until the next call.
 */
function readEnvironment(pid) {
  const file = `/proc/${pid}/environ`
  let fd
  try {
    fd = fs.openSync(file, 'r')
    const length = fs.readSync(fd, buffer, 0, buffer.length, null)
    return length < buffer.length ? buffer.subarray(0, length) : fs.readFileSync(file)
  } catch {
    return null
  } finally {
    if (fd !== undefined) fs.closeSync(fd)
  }
}

module.exports = { createMark }
