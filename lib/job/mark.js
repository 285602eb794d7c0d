'use strict'

// How a job marks what is started for it: a variable of its own, so that nested jobs mark a process
// side by side. It is inherited by fork and by exec, wherever the kernel re-parents the process to.

const { randomBytes } = require('node:crypto')
const os = require('node:os')

const { binding } = require('../native/binding')
const { commandLine, hasVariable } = require('../proc/memory')
const { isAlive, processStat } = require('../proc/table')

/** @typedef {import('../proc/table').Stat} Stat */

// How often to wait 1 ms for processes in exec, which mostly takes less than that.
const MAX_WAITS = 5

function createMark() {
  const name = `ZOMBIE_REAPER_JOB_${randomBytes(8).toString('hex')}`
  // Who was there before can have it only by an exec with an environment that somebody sent it.
  // Whole seconds, since a start time is rounded down too.
  const since = Math.floor(os.uptime()) * (binding?.TICKS_PER_SECOND ?? 0)

  return {
    /** @type {NodeJS.ProcessEnv} */
    env: { ...process.env, [name]: '1' },

    /**
     * Asked for all at once: a process may look like one in exec for ever, and all of those together
     * cost one wait.
     * @param {Stat[]} stats
     * @returns {Stat[]} those that have it. One that has overwritten its environment has not.
     */
    among(stats) {
      /** @type {Stat[]} */
      const marked = []
      let undecided = stats.filter(({ startTicks }) => startTicks >= since)
      for (let waits = 0; ; waits++) {
        undecided = undecided.filter((stat) => {
          const answer = isMarked(stat.pid, name)
          if (answer) marked.push(stat)
          return answer === null
        })
        if (undecided.length === 0 || waits === MAX_WAITS) return marked
        Atomics.wait(never, 0, 0, 1)
      }
    },
  }
}

// To sleep on: nobody wakes who waits here.
const never = new Int32Array(new SharedArrayBuffer(4))

/**
 * @param {number} pid
 * @param {string} name
 * @returns {boolean | null} null while it is in exec
 */
function isMarked(pid, name) {
  // Again when it is empty: the process may just have come out of exec.
  for (let looks = 0; looks < 3; looks++) {
    const answer = hasVariable(pid, name)
    if (answer !== null) return answer
    if (isInExec(pid)) return null
  }
  return false
}

/**
 * In the middle of execve(2) a process has neither environment nor arguments. The kernel's own
 * threads have a session of 0.
 * @param {number} pid
 */
function isInExec(pid) {
  const stat = processStat(pid)
  if (stat === null || !isAlive(stat) || stat.session === 0) return false
  return commandLine(pid).length === 0
}

module.exports = { createMark }
