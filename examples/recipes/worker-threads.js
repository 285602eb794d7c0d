'use strict'

// A Worker waits for its own children, so the reaper does not see them while the Worker lives.
// After terminate() the main thread inherits the Worker's children, and the reaper takes them.
//
//   node examples/recipes/worker-threads.js

const { spawn, spawnSync } = require('node:child_process')
const { once } = require('node:events')
const { Worker, isMainThread, parentPort } = require('node:worker_threads')

const { startReaper } = require('../..')

async function main() {
  const reaper = startReaper()
  const reap = once(reaper, 'reap')

  const worker = new Worker(__filename)
  const [{ exitCode, status, abandoned }] = await once(worker, 'message')
  await worker.terminate()
  process.kill(abandoned, 'SIGTERM')

  // A reaper keeps no process alive.
  const alive = setInterval(() => {}, 1000)
  const [{ pid, signal }] = await reap
  clearInterval(alive)
  const reaped = { isTheAbandoned: pid === abandoned, signal }
  console.log(JSON.stringify({ exitCode, status, reaped }))
}

async function inWorker() {
  const [exitCode] = await once(spawn('/bin/sh', ['-c', 'exit 3']), 'exit')
  const { status } = spawnSync('/bin/sh', ['-c', 'exit 4'])
  const { pid } = spawn('sleep', ['1000'], { stdio: 'ignore' })
  parentPort?.postMessage({ exitCode, status, abandoned: pid })
}

void (isMainThread ? main() : inWorker())
