'use strict'

// Room: a program as a job. Two processes watch one another: the command that the user sees, and a
// guard below it that starts the program. A SIGKILL ends either of them without a chance to clean
// up, and the other one then ends what is left.
//
// This file is what both do: start a child, pass signals on, and close the job at its end.

const { spawn } = require('node:child_process')
const { constants } = require('node:os')

const { withAdvice } = require('../frame/spawning')
const { createJob } = require('../../job/job')
const { LOOK_INTERVAL } = require('../../loop/pause')
const { startReaper } = require('../../reap/reaper')
const { readStat } = require('../../proc/files')
const { processTable } = require('../../proc/table')

/** @type {NodeJS.Signals[]} */
const FORWARDED = ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2']

// The terminal sends these to the whole process group in its foreground.
const OF_TERMINAL = new Set(['SIGINT', 'SIGQUIT', 'SIGHUP'])

// These ask the program to end.
const ENDING = new Set(['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT'])

/**
 * @typedef {object} Ended
 * @property {number} exitCode of the program, or 128 and the number of its signal
 * @property {import('../../..').ProcessInfo[]} remaining what could not be ended
 */

/**
 * Runs a program as a job. Resolves when the program has ended and nothing of it is left. Rejects
 * with the error of spawn() when the program cannot be started.
 * @param {string[]} command
 * @param {import('node:child_process').StdioOptions} stdio
 * @param {number | undefined} killAfter seconds until SIGKILL follows
 */
function supervise([file, ...args], stdio, killAfter) {
  // Without /proc of this PID namespace the job could not find what the program starts. This throws
  // then, before anything has started.
  processTable()
  // Adopts and reaps every orphan of the program.
  startReaper()
  const job = createJob()
  const child = spawn(file, args, { stdio, env: job.env })
  const ending = killAfter === undefined ? {} : { killAfter: killAfter * 1000 }
  /** @type {NodeJS.Timeout | undefined} */
  let timer
  /** @type {NodeJS.Timeout | undefined} */
  let killing

  /** Ends the program and all that it started, at once. */
  const kill = () => {
    void job.close({ signal: 'SIGKILL' }).catch(() => {})
    // A close() that is under way still waits for its own SIGKILL.
    killing ??= setInterval(() => killEach(job.processes()), LOOK_INTERVAL)
  }
  /** @param {NodeJS.Signals} signal */
  const forward = (signal) => {
    if (!(OF_TERMINAL.has(signal) && isInForeground())) child.kill(signal)
    if (killAfter !== undefined && ENDING.has(signal)) timer ??= setTimeout(kill, killAfter * 1000)
  }
  for (const signal of FORWARDED) process.on(signal, forward)

  /** @type {Promise<Ended>} */
  const ended = new Promise((resolve, reject) => {
    /** @param {number} exitCode */
    const finish = (exitCode) => {
      clearTimeout(timer)
      job
        .close(ending)
        .finally(() => clearInterval(killing))
        .then(({ remaining }) => resolve({ exitCode, remaining }), reject)
    }
    child.on('error', (error) => {
      if (child.pid === undefined) reject(withAdvice(error))
    })
    child.on('exit', (code, signal) => {
      finish(code ?? 128 + constants.signals[/** @type {NodeJS.Signals} */ (signal)])
    })
  })
  if (child.pid !== undefined) job.add(child)
  return { child, ended, kill }
}

/** @param {import('../../..').ProcessInfo[]} processes */
function killEach(processes) {
  for (const { pid } of processes) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // The process has ended meanwhile.
    }
  }
}

/** Whether the terminal has sent the signal to the program too. */
function isInForeground() {
  const stat = readStat(process.pid)
  return stat !== null && stat.foreground === stat.pgid
}

module.exports = { supervise }
