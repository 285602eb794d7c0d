'use strict'

// How a job marks its processes: by an environment variable of its own, so a process can carry the
// marks of nested jobs. The mark passes through fork and exec, even after the kernel reparents the
// process.

const { randomBytes } = require('node:crypto')

const { binding } = require('../native/binding')
const { TICKS_PER_SECOND } = require('../proc/files')

/** @typedef {import('../proc/table').Stat} Stat */

// Maximum number of waits for processes in exec. Most calls of exec take less than 1 ms, but on a
// busy machine the process also waits for a processor. So each wait is twice as long as the last
// one, from 1 ms to 16 ms.
const MAX_WAITS = 5

function createMark() {
  const name = `ZOMBIE_REAPER_JOB_${randomBytes(8).toString('hex')}`
  // Skips older processes: such a process has the mark only if it received the mark from another
  // process and then called exec with it. Rounds to whole seconds, because start times are rounded
  // down too.
  const since = binding === null ? 0 : Math.floor(binding.uptime() / 1000) * TICKS_PER_SECOND

  return {
    // Deno.Command takes no undefined values, and process.env has none.
    env: /** @type {NodeJS.ProcessEnv & Record<string, string>} */ ({
      ...process.env,
      [name]: '1',
    }),

    /**
     * Finds the processes that carry the mark.
     *
     * Checks all processes together: a process may look as if it were in exec for ever, and all
     * such processes share one wait.
     * @param {Stat[]} stats
     * @returns {{ marked: Stat[], isSure: boolean }} `marked`: the processes that carry the mark. A
     *   process that has overwritten its environment no longer does. `isSure`: false when another
     *   process may carry it, but is still in exec.
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
        const isSure = undecided.length === 0
        if (isSure || waits === MAX_WAITS) return { marked, isSure }
        Atomics.wait(never, 0, 0, 2 ** waits)
      }
    },
  }
}

// Atomics.wait() sleeps on this array. No thread ever notifies it.
const never = new Int32Array(new SharedArrayBuffer(4))

function native() {
  return /** @type {import('../native/binding').Binding} */ (binding)
}

/**
 * Whether a process carries the mark.
 * @param {number} pid
 * @param {string} name of the variable
 * @returns {boolean | null} null while the process is in exec
 */
function isMarked(pid, name) {
  // Reads an empty environment again: the process may just have finished exec.
  for (let looks = 0; looks < 3; looks++) {
    const answer = native().hasVariable(pid, name)
    if (answer !== null) return answer
    if (isInExec(pid)) return null
  }
  return false
}

/**
 * Whether a process is in execve(2). It then has neither environment nor arguments. Zombies and
 * kernel threads have none either, but they have no program (fs/proc/base.c, proc_exe_link).
 * @param {number} pid
 */
function isInExec(pid) {
  return native().commandLine(pid).length === 0 && native().hasProgram(pid)
}

module.exports = { createMark }
