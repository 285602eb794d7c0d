'use strict'

// Children of every kind, each with its own wait status, beside a tight loop of reap(). The loop
// also has zombies to take: orphans, or abandoned children in an ordinary process. Prints how many
// statuses arrived, were wrong, or were stolen.
//
//   node storm.js [--steal] [--ordinary]
//   node storm.js --automatic            uses a running reaper instead of the loop

const { exec, execFile, spawn, spawnSync } = require('node:child_process')
const { once } = require('node:events')
const { promisify } = require('node:util')
const { Worker, isMainThread, parentPort, workerData } = require('node:worker_threads')

const { processInfo } = require('../../support/process-table')
const { automaticReaper } = require('./automatic-reaper')

const steal = isMainThread ? process.argv.includes('--steal') : workerData.steal

const SIGNALS = ['SIGTERM', 'SIGKILL', 'SIGUSR1', 'SIGALRM']

const result = { arrived: 0, wrong: 0, stolen: 0 }
/**
 * Keyed by PID. No entry is deleted: a PID may belong to the next child before its end is reported.
 * @type {Map<number | undefined, (end: string) => void>}
 */
const waiters = new Map()

/** @param {number} i */
function expected(i) {
  return i % 8 === 0 ? SIGNALS[(i / 8) % SIGNALS.length] : `${i % 256}`
}

/** @param {number} i */
function script(i) {
  const end = expected(i)
  return end.startsWith('SIG') ? `kill -${end.slice(3)} $$` : `exit ${end}`
}

/**
 * @param {number} i
 * @param {unknown} end
 */
function count(i, end) {
  if (end === 'stolen') result.stolen++
  else if (String(end) === expected(i)) result.arrived++
  else result.wrong++
}

/** @param {number} i */
async function viaSpawn(i) {
  const child = spawn('/bin/sh', ['-c', script(i)], { stdio: 'ignore' })
  // An unref'd child's status is awaited too, but something else must keep the process alive.
  if (i % 16 === 1) child.unref()
  const end = await new Promise((resolve) => {
    waiters.set(child.pid, resolve)
    child.on('exit', (code, signal) => resolve(signal ?? code))
  })
  count(i, end)
}

/** @param {number} i */
async function viaExec(i) {
  const end = await new Promise((resolve) => {
    const child = exec(script(i), (error) => resolve(error?.signal ?? error?.code ?? 0))
    waiters.set(child.pid, resolve)
  })
  count(i, end)
}

/** @param {number} i */
async function viaExecFile(i) {
  const promise = promisify(execFile)('/bin/sh', ['-c', script(i)])
  const stolen = new Promise((resolve) => waiters.set(promise.child.pid, resolve))
  const arrived = promise.then(
    () => 0,
    (error) => error.signal ?? error.code,
  )
  count(i, await Promise.race([stolen, arrived]))
}

/** @param {number} i */
function viaSpawnSync(i) {
  const { signal, status } = spawnSync('/bin/sh', ['-c', script(i)])
  count(i, signal ?? status)
}

/**
 * @param {number} total
 * @param {(i: number) => Promise<void> | void} task
 */
async function inLanes(total, task) {
  let next = 0
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      while (next < total) await task(next++)
    }),
  )
}

async function inWorker() {
  parentPort?.on('message', (pid) => waiters.get(pid)?.('stolen'))
  await inLanes(200, viaSpawn)
  // A spawnSync() whose status is stolen never returns, and nothing can tell it of the theft.
  if (!steal) for (let i = 0; i < 50; i++) viaSpawnSync(i)
  parentPort?.postMessage(result)
  parentPort?.close()
}

async function main() {
  const { installSubreaper, isSubreaper, makeZombie, reap } = require('../../..')
  const automatic = process.argv.includes('--automatic')
  const orphan = !process.argv.includes('--ordinary')
  if (orphan && process.pid !== 1) installSubreaper()
  const workers = Array.from({ length: 4 }, () => new Worker(__filename, { workerData: { steal } }))

  let running = true
  let made = 0
  let reaped = 0
  /** @type {Set<number>} */
  const zombies = new Set()
  /** @param {{ pid: number }} process */
  function taken({ pid }) {
    if (zombies.delete(pid)) reaped++
    waiters.get(pid)?.('stolen')
    for (const worker of workers) worker.postMessage(pid)
  }
  const reaper = automatic ? automaticReaper() : undefined
  const pass = automatic ? () => {} : () => reap({ steal }).forEach(taken)
  reaper?.on('reap', taken)
  function turn() {
    if (!running) return
    for (let i = 0; i < 20; i++) {
      // One zombie at a time: the test measures the tight loop.
      if (zombies.size === 0) {
        zombies.add(makeZombie({ orphan, exitCode: 77 }))
        made++
      }
      pass()
    }
    setImmediate(turn)
  }
  turn()

  const inWorkers = workers.map(
    (worker) =>
      new Promise((resolve, reject) => {
        worker.on('error', reject)
        worker.on('message', resolve)
      }),
  )
  if (steal) {
    // The child is dead before libuv has a turn, so this pass takes its status for certain.
    const loser = viaSpawn(0)
    const [pid] = waiters.keys()
    while (processInfo(Number(pid))?.state !== 'Z');
    pass()
    await loser
  }
  await Promise.all([
    inLanes(2000, viaSpawn),
    inLanes(500, viaExec),
    inLanes(200, viaExecFile),
    inLanes(100, async (i) => {
      await new Promise(setImmediate)
      viaSpawnSync(i)
    }),
  ])
  for (const theirs of await Promise.all(inWorkers)) {
    result.arrived += theirs.arrived
    result.wrong += theirs.wrong
    result.stolen += theirs.stolen
  }
  running = false
  pass()
  // A reaper does not keep the process alive.
  const alive = setInterval(() => {}, 1000)
  while (reaper && zombies.size > 0) await once(reaper, 'reap')
  clearInterval(alive)
  const where = { pid: process.pid, subreaper: isSubreaper() }
  // Handles of children whose status was stolen would keep the process alive for ever.
  process.stdout.write(JSON.stringify({ ...result, made, reaped, ...where }), () => process.exit())
}

void (isMainThread ? main() : inWorker())
