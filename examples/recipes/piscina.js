'use strict'

// A pool of piscina whose tasks start processes. Each task gets the exit codes of its own children,
// and the main thread reaps the orphans that they leave behind.
//
//   node examples/recipes/piscina.js

const { spawn } = require('node:child_process')
const { once } = require('node:events')
const { isMainThread } = require('node:worker_threads')

const { Piscina } = require('piscina')

const { startReaper } = require('../..')

const TASKS = 10

async function main() {
  const reaper = startReaper()
  const pool = new Piscina({ filename: __filename, maxThreads: 2 })
  const codes = await Promise.all(Array.from({ length: TASKS }, (_, i) => pool.run(i)))
  await pool.destroy()

  // A reaper keeps no process alive.
  const alive = setInterval(() => {}, 1000)
  while (reaper.stats.reaped < TASKS) await once(reaper, 'reap')
  clearInterval(alive)
  console.log(JSON.stringify({ codes, reaped: reaper.stats.reaped }))
}

/** @param {number} code */
async function task(code) {
  const [exitCode] = await once(spawn('/bin/sh', ['-c', `true & exit ${code}`]), 'exit')
  return exitCode
}

if (isMainThread) void main()

module.exports = task
