'use strict'

// A Worker that starts children of its own and tells the main thread of their ends.

const { spawn, spawnSync } = require('node:child_process')
const { parentPort, workerData } = require('node:worker_threads')

const { waitStatus } = require('./wait-status')

const port = /** @type {import('node:worker_threads').MessagePort} */ (parentPort)

port.on('message', ({ id, how, end }) => {
  if (how === 'sync') {
    const { pid, status, signal } = spawnSync(workerData, [end], { stdio: 'ignore' })
    port.postMessage({ id, pid, status: waitStatus(status, signal) })
    return
  }
  if (how === 'ping') {
    port.postMessage({ id })
    return
  }
  const child = spawn(workerData, [end], { stdio: 'ignore' })
  child.on('exit', (code, signal) => {
    port.postMessage({ ended: child.pid, status: waitStatus(code, signal) })
  })
  port.postMessage({ id, pid: child.pid })
})
