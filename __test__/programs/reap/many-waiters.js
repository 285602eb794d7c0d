'use strict'

// 200 children beside a bare reap(). A thread of libuv's pool is blocked in waitpid(2) for each
// child when the child dies. Prints how many statuses arrived, and how many zombies were taken.
//
//   node many-waiters.js [--tight] [--steal] [--workers]
//
// --tight calls reap() in a tight loop. Otherwise reap() is due every millisecond. --workers starts
// two Workers that never rest.

process.env.UV_THREADPOOL_SIZE = '8'

const fs = require('node:fs')
const { promisify } = require('node:util')
const { Worker } = require('node:worker_threads')

const koffi = require('koffi')

const { reap } = require('../../..')
const { inLanes } = require('../shared/lanes')

const CHILDREN = 200
// Without SIGPIPE, which Node ignores, and so its children too.
const SIGNALS = [1, 2, 9, 10, 12, 14, 15]

const steal = process.argv.includes('--steal')

const libc = koffi.load(null)
const posixSpawn = libc.func(
  'int posix_spawn(_Out_ int *, const char *, void *, void *, const char **, const char **)',
)
const waitpid = promisify(libc.func('int waitpid(int, _Out_ int *, int)').async)

let taken = 0

/** @param {number} i */
async function child(i) {
  const signal = SIGNALS[i % SIGNALS.length]
  const [pid, status] = [[0], [-1]]
  if (posixSpawn(pid, '/bin/sleep', null, null, ['sleep', '1000', null], [null]) !== 0)
    throw new Error('posix_spawn')
  const ended = waitpid(pid[0], status, 0)
  while (!isAwaited(pid[0])) await new Promise(setImmediate)
  process.kill(pid[0], signal)
  await ended
  return status[0] === signal
}

/**
 * Whether a thread is blocked in waitpid() for the process.
 * @param {number} pid
 */
function isAwaited(pid) {
  const call = new RegExp(`^\\d+ 0x${pid.toString(16)} `)
  return fs.readdirSync('/proc/self/task').some((tid) => {
    return call.test(fs.readFileSync(`/proc/self/task/${tid}/syscall`, 'latin1'))
  })
}

async function main() {
  const workers = process.argv.includes('--workers')
    ? [1, 2].map(() => new Worker('for (;;);', { eval: true }))
    : []
  let running = true
  function turn() {
    if (!running) return
    for (let i = 0; i < 1000; i++) taken += reap({ steal }).length
    setImmediate(turn)
  }
  const every = setInterval(() => (taken += reap({ steal }).length), 1)
  if (process.argv.includes('--tight')) turn()
  const arrived = (await inLanes(CHILDREN, 4, child)).filter(Boolean).length
  running = false
  clearInterval(every)
  await Promise.all(workers.map((worker) => worker.terminate()))
  console.log(JSON.stringify({ arrived, taken }))
}

void main()
