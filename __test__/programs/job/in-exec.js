'use strict'

// Looks for marked processes that leave exec at a chosen point. Runs as PID 1 of a namespace, so
// that none of these processes outlives it. Prints the results, and for how many milliseconds the
// looks waited, one number for each wait.
//
//   in-exec.js look HOLLOW    one look at a process in its own session, and in session 0
//   in-exec.js close HOLLOW   closes a job, and prints the signal that ended the process

const { spawn } = require('node:child_process')
const { once } = require('node:events')
const fs = require('node:fs')

const { createMark } = require('../../../lib/job/mark')
const { binding } = require('../../../lib/native/binding')
const { processStat } = require('../../../lib/proc/table')
const { createJob } = require('../../..')
const { until } = require('../../support/helpers')
const { processInfo } = require('../../support/process-table')

const [kind, hollow] = process.argv.slice(2)
const { readFileSync } = fs
const native = /** @type {import('../../../lib/native/binding').Binding} */ (binding)
const { commandLine } = native
const { wait } = Atomics
const never = new Int32Array(new SharedArrayBuffer(4))

/**
 * Starts a process that looks as if it were in exec.
 * @param {NodeJS.ProcessEnv} env
 * @param {boolean} detached whether the process leads a session. Otherwise its session is ours,
 *   which is 0: the leader is outside of this namespace.
 */
async function start(env, detached) {
  const child = spawn(hollow, ['0', '0'], { env, detached, stdio: 'ignore' })
  await until(() => processInfo(child.pid ?? 0)?.name === 'hollowed', 'it looks so')
  return child
}

/**
 * Ends the exec, and returns when it has ended.
 * @param {number} pid
 */
function endExec(pid) {
  process.kill(pid, 'SIGUSR1')
  while (readFileSync(`/proc/${pid}/cmdline`).length === 0) wait(never, 0, 0, 1)
}

/**
 * Ends the exec at a chosen point.
 * @param {number} pid
 * @param {number} point a wait, counted from 1. 0: while the first look is between environment and
 *   command line.
 * @returns {number[]} the waits from now on
 */
function endExecAt(pid, point) {
  /** @type {number[]} */
  const waits = []
  Atomics.wait = (/** @type {[any, number, any, number?]} */ ...args) => {
    if (waits.push(Number(args[3])) === point) endExec(pid)
    return wait(...args)
  }
  let hasEnded = point !== 0
  native.commandLine = (asked) => {
    if (!hasEnded && asked === pid) {
      hasEnded = true
      endExec(pid)
    }
    return commandLine(asked)
  }
  return waits
}

/** @param {import('node:child_process').ChildProcess} child */
async function kill(child) {
  const exit = once(child, 'exit')
  child.kill('SIGKILL')
  await exit
}

/**
 * @param {boolean} detached
 * @param {number} point
 */
async function look(detached, point) {
  const { env, among } = createMark()
  const child = await start(env, detached)
  const stat = processStat(child.pid ?? 0)
  const waits = endExecAt(child.pid ?? 0, point)
  const { marked } = among(stat === null ? [] : [stat])
  await kill(child)
  return { found: marked.length === 1, waits }
}

/** @param {number} point */
async function close(point) {
  const job = createJob()
  const child = await start(job.env, true)
  const exit = once(child, 'exit')
  const waits = endExecAt(child.pid ?? 0, point)
  const { remaining } = await job.close({ killAfter: 2 ** 31 - 1 })
  const { length } = waits
  const lives = !['Z', undefined].includes(processInfo(child.pid ?? 0)?.state)
  if (lives) child.kill('SIGKILL')
  return { remaining, lives, signal: (await exit)[1], waits: length }
}

async function main() {
  const results = []
  if (kind === 'look') {
    for (const detached of [true, false]) {
      for (const point of [0, 1, 5, Infinity]) results.push(await look(detached, point))
    }
  } else {
    // Each look waits five times. The exec ends in the first look, or in the last one.
    for (const point of [1, 21, Infinity]) results.push(await close(point))
  }
  console.log(JSON.stringify(results))
}

main()
