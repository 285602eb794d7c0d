'use strict'

// Looks for marked processes that leave exec at a chosen point of the look. Runs as PID 1 of a
// namespace, so that none of these processes outlives it. Prints whether each look found its
// process, and for how many milliseconds the look waited, one number for each wait.
//
//   in-exec.js HOLLOW

const { spawn } = require('node:child_process')
const { once } = require('node:events')
const fs = require('node:fs')

const { createMark } = require('../../../lib/job/mark')
const { processStat } = require('../../../lib/proc/table')
const { until } = require('../../support/helpers')
const { processInfo } = require('../../support/process-table')

const { openSync, readFileSync } = fs
const { wait } = Atomics
const never = new Int32Array(new SharedArrayBuffer(4))

/**
 * Ends the exec, and returns when it has ended.
 * @param {number} pid
 */
function endExec(pid) {
  process.kill(pid, 'SIGUSR1')
  while (readFileSync(`/proc/${pid}/cmdline`).length === 0) wait(never, 0, 0, 1)
}

/**
 * @param {string} hollow
 * @param {boolean} detached whether the process leads a session. Otherwise its session is ours,
 *   which is 0: the leader is outside of this namespace.
 * @param {number} endAt the wait during which the exec ends. 0: while the first look is between
 *   environment and command line.
 */
async function look(hollow, detached, endAt) {
  const { env, among } = createMark()
  const child = spawn(hollow, ['0', '0'], { env, detached, stdio: 'ignore' })
  const pid = child.pid ?? 0
  await until(() => processInfo(pid)?.name === 'hollowed', 'it looks as if it were in exec')

  /** @type {number[]} */
  const waits = []
  Atomics.wait = (/** @type {[any, number, any, number?]} */ ...args) => {
    if (waits.push(Number(args[3])) === endAt) endExec(pid)
    return wait(...args)
  }
  let hasEnded = endAt !== 0
  fs.openSync = (file, ...args) => {
    if (!hasEnded && file === `/proc/${pid}/cmdline`) {
      hasEnded = true
      endExec(pid)
    }
    return openSync(file, ...args)
  }
  const stat = processStat(pid)
  const found = stat !== null && among([stat]).length === 1
  Object.assign(Atomics, { wait })
  Object.assign(fs, { openSync })

  child.kill('SIGKILL')
  await once(child, 'exit')
  return { found, waits }
}

async function main() {
  const [hollow] = process.argv.slice(2)
  const results = []
  for (const detached of [true, false]) {
    for (const endAt of [0, 1, 5, Infinity]) results.push(await look(hollow, detached, endAt))
  }
  console.log(JSON.stringify(results))
}

main()
