'use strict'

// 200 children beside a bare reap(). A thread of libuv's pool is blocked in waitpid(2) for each
// child when the child dies. Prints how many statuses arrived, and how many zombies reap() took.
//
//   node many-waiters.js [--tight] [--steal] [--workers]
//
// --tight calls reap() in a tight loop. Otherwise reap() is due every millisecond. --workers starts
// two Workers that never rest. --steal goes on until a status is lost.

process.env.UV_THREADPOOL_SIZE = '8'

const { reap } = require('../../..')
const { busyWorker, startForeign, statusOf, untilAwaited } = require('../shared/foreign')
const { inLanes } = require('../shared/lanes')

const CHILDREN = 200
// Not SIGPIPE: Node ignores it, and so do its children.
const SIGNALS = [1, 2, 9, 10, 12, 14, 15]

const steal = process.argv.includes('--steal')

/** @param {number} i */
async function child(i) {
  const signal = SIGNALS[i % SIGNALS.length]
  const pid = startForeign()
  const status = statusOf(pid)
  await untilAwaited(pid)
  process.kill(pid, signal)
  return (await status) === signal
}

async function main() {
  const workers = process.argv.includes('--workers') ? [await busyWorker(), await busyWorker()] : []
  let running = true
  let taken = 0
  function turn() {
    if (!running) return
    for (let i = 0; i < 1000; i++) taken += reap({ steal }).length
    setImmediate(turn)
  }
  const every = setInterval(() => (taken += reap({ steal }).length), 1)
  if (process.argv.includes('--tight')) turn()
  let arrived = 0
  let lost = 0
  do {
    const arrivals = await inLanes(CHILDREN, 4, child)
    arrived += arrivals.filter(Boolean).length
    lost += arrivals.filter((hasArrived) => !hasArrived).length
  } while (steal && lost === 0)
  running = false
  clearInterval(every)
  await Promise.all(workers.map((worker) => worker.terminate()))
  console.log(JSON.stringify({ arrived, lost, taken }))
}

void main()
