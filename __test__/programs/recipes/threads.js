'use strict'

// Children of Workers and of the tasks of a piscina pool, while orphans die. Prints how many ends
// were right. This file is also the Worker and the task.

const { execFile, spawn, spawnSync } = require('node:child_process')
const { once } = require('node:events')
const { Worker, isMainThread, parentPort } = require('node:worker_threads')

const { inLanes } = require('../shared/lanes')

const WORKERS = 4
const CHILDREN = 100
const TASKS = 300

async function viaSpawn() {
  const [code, signal] = await once(spawn('/bin/sh', ['-c', 'kill -9 $$']), 'exit')
  return code === null && signal === 'SIGKILL'
}

/** @param {number} code */
function viaExecFile(code) {
  return new Promise((resolve) => {
    execFile('/bin/sh', ['-c', `exit ${code}`], (error) => resolve((error?.code ?? 0) === code))
  })
}

/** @param {number} code */
function viaSpawnSync(code) {
  return spawnSync('/bin/sh', ['-c', `true & exit ${code}`]).status === code
}

/**
 * @param {number} i
 * @returns {Promise<boolean>}
 */
async function task(i) {
  if (i % 3 === 0) return viaSpawn()
  return i % 3 === 1 ? viaExecFile(i % 256) : viaSpawnSync(i % 256)
}

/** @param {boolean[]} results */
function countRight(results) {
  return results.filter(Boolean).length
}

async function inWorker() {
  parentPort?.postMessage(countRight(await inLanes(CHILDREN, 4, task)))
}

async function inPool() {
  const { Piscina } = require('piscina')
  const pool = new Piscina({ filename: __filename, maxThreads: 2, concurrentTasksPerWorker: 2 })
  const results = await Promise.all(Array.from({ length: TASKS }, (_, i) => pool.run(i)))
  await pool.destroy()
  return countRight(results)
}

async function main() {
  const { dyingOrphans } = require('../shared/dying-orphans')
  const stop = dyingOrphans()
  const workers = Array.from({ length: WORKERS }, () => new Worker(__filename))
  const messages = await Promise.all(workers.map((worker) => once(worker, 'message')))
  const ofWorkers = messages.reduce((sum, [right]) => sum + right, 0)
  const ofPool = await inPool()
  console.log(JSON.stringify({ ofWorkers, ofPool, ...(await stop()) }))
}

module.exports = task

if (isMainThread) void main()
else if (!require('piscina').isWorkerThread) void inWorker()
