'use strict'

// What a cost may grow with. Each scene makes more of it, and the end of the PID namespace ends all.

const { spawn, spawnSync } = require('node:child_process')
const { once } = require('node:events')
const fs = require('node:fs')
const { MessageChannel, Worker } = require('node:worker_threads')

const { createJob, makeZombie } = require('../..')
const { baselinePath } = require('../baselines')
const { spawnLiving } = require('../workers/living')

/**
 * @typedef {object} Scene
 * @property {number[]} points
 * @property {boolean} [areProcesses] whether they need PIDs
 * @property {(more: number) => unknown} [add] none where the call makes its own
 */

const job = createJob()

/** @type {unknown[]} */
const kept = []

const TO_1000 = [1, 30, 100, 300, 1000]
const TO_3000 = [...TO_1000, 3000]
const TO_10_000 = [...TO_3000, 10_000]
const TO_30_000 = [...TO_10_000, 30_000]

/** @param {() => unknown} keep */
function keeping(keep) {
  return repeat(() => kept.push(keep()))
}

/** @satisfies {Record<string, Scene>} */
const scenes = {
  zombies: { points: TO_30_000, areProcesses: true, add: repeat(() => makeZombie()) },
  'zombies to reap': { points: TO_30_000, areProcesses: true },
  'living children': { points: TO_10_000, areProcesses: true, add: (more) => leave(more) },
  'owned children': { points: TO_3000, areProcesses: true, add: keeping(spawnLiving) },
  processes: { points: TO_10_000, areProcesses: true, add: addProcesses },
  threads: { points: [1, 4, 16, 64, 128], add: repeat(addThread) },
  descriptors: { points: TO_10_000, add: repeat(() => fs.openSync('/dev/null', 'r')) },
  handles: { points: TO_10_000, add: keeping(addHandle) },
  members: { points: TO_3000, areProcesses: true, add: (more) => leave(more, job.env) },
  'members to end': { points: TO_3000, areProcesses: true },
}

/** A port is a handle of libuv without a descriptor. */
function addHandle() {
  const { port1 } = new MessageChannel()
  port1.ref()
  return port1
}

/** @param {() => unknown} one */
function repeat(one) {
  /** @param {number} more */
  return async (more) => {
    for (let i = 0; i < more; i++) await one()
  }
}

/**
 * Adds children that this process has not started: the parent that leaves them has ended.
 * @param {number} count
 * @param {NodeJS.ProcessEnv} [env]
 */
function leave(count, env = process.env) {
  // With a pipe the call would wait for the orphans, which inherit it.
  const { status } = spawnSync(baselinePath('leave'), [String(count)], { env, stdio: 'ignore' })
  if (status !== 0) throw new Error(`too few PIDs for ${count} processes`)
}

/** @param {number} more children of another process */
async function addProcesses(more) {
  const crowd = spawn(baselinePath('crowd'), [String(more)], { stdio: ['pipe', 'pipe', 'inherit'] })
  await once(crowd.stdout, 'data')
  // The pipes stay open, but cost no handle.
  crowd.unref()
  kept.push(crowd)
}

async function addThread() {
  const worker = new Worker(`require('node:worker_threads').parentPort.on('message', () => {})`, {
    eval: true,
  })
  await once(worker, 'online')
  kept.push(worker)
}

module.exports = { job, leave, scenes: /** @type {Record<keyof typeof scenes, Scene>} */ (scenes) }
