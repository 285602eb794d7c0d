'use strict'

// A cluster whose primary reaps. Each worker's exit event tells how the worker ended. A killed
// worker leaves a helper behind, which is reaped when it ends.
//
//   node examples/recipes/cluster.js

const { spawn } = require('node:child_process')
const { once } = require('node:events')

const { startReaper } = require('../..')

// The types of node:cluster describe only the module that an import returns.
const cluster = /** @type {import('node:cluster').Cluster} */ (
  /** @type {unknown} */ (require('node:cluster'))
)

const WORKERS = 4

/** @param {number} i */
async function killed(i) {
  const worker = cluster.fork()
  await once(worker, 'message')
  if (i % 2 === 0) worker.process.kill('SIGKILL')
  else worker.send('exit')
  const [code, signal] = await once(worker, 'exit')
  return signal ?? code
}

async function inPrimary() {
  const reaper = startReaper()
  const ends = await Promise.all(Array.from({ length: WORKERS }, (_, i) => killed(i)))

  // A reaper keeps no process alive.
  const alive = setInterval(() => {}, 1000)
  while (reaper.stats.reaped < WORKERS) await once(reaper, 'reap')
  clearInterval(alive)
  console.log(JSON.stringify({ ends, reaped: reaper.stats.reaped }))
}

async function inWorker() {
  // cat ends when its stdin closes, so the helper ends with the worker.
  const helper = spawn('cat', { stdio: ['pipe', 'ignore', 'inherit'] })
  await once(helper, 'spawn')
  process.on('message', () => process.exit(7))
  process.send?.('ready')
}

void (cluster.isPrimary ? inPrimary() : inWorker())
