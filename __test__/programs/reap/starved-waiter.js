'use strict'

// A child beside a tight loop of reap(). The thread that waits for the child gets no processor for
// longer than a zombie in doubt is left: the thread has the policy SCHED_IDLE, and busy processes
// share its only processor. Prints how often the status arrived.
//
//   node starved-waiter.js CHILDREN

process.env.UV_THREADPOOL_SIZE = '2'

const { execFileSync, spawn } = require('node:child_process')
const fs = require('node:fs')

const { reap } = require('../../..')
const { startForeign, statusOf, untilAwaited, waiterOf } = require('../shared/foreign')

const SIGKILL = 9
const BUSY = 3

// Longer than the 100 ms of a zombie in doubt, and far from the 10 s of a thread that never runs.
const WHILE = 300

/** The last processor that this process may use. */
function lastProcessor() {
  const [, list] =
    /^Cpus_allowed_list:.*?(\d+)$/m.exec(fs.readFileSync('/proc/self/status', 'latin1')) ?? []
  return list
}

async function child() {
  const pid = startForeign()
  const status = statusOf(pid)
  await untilAwaited(pid)
  const thread = String(waiterOf(pid))
  const processor = lastProcessor()
  execFileSync('taskset', ['-p', '-c', processor, thread], { stdio: 'ignore' })
  execFileSync('chrt', ['--idle', '-p', '0', thread])
  const busy = Array.from({ length: BUSY }, () => {
    return spawn('taskset', ['-c', processor, 'sh', '-c', 'while :; do :; done'])
  })
  process.kill(pid, 'SIGKILL')
  const end = performance.now() + WHILE
  let taken = 0
  while (performance.now() < end) taken += reap().length
  for (const hog of busy) hog.kill('SIGKILL')
  return (await status) === SIGKILL && taken === 0
}

async function main() {
  const children = Number(process.argv[2])
  let arrived = 0
  for (let i = 0; i < children; i++) if (await child()) arrived++
  console.log(JSON.stringify({ arrived }))
}

void main()
