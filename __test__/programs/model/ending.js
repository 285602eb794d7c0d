'use strict'

// The end of a run: everything is ended, and every status must arrive.

const fs = require('node:fs')
const { setTimeout: delay } = require('node:timers/promises')

const { reap } = require('../../..')
const { descendantsOf, processInfo } = require('../../support/process-table')

/** @typedef {InstanceType<typeof import('./world').World>} World */

// In ms. Only a defect takes this long.
const HANG = 300_000

// How many looks in a row must find that a process is gone and that its status has not arrived.
// libuv, a Worker and the package tell of a status at most a few turns of the loop after they have
// taken it. Each look is at least one turn.
const LOOKS = 50

// The default signal that ends what the commands have left alive.
const SIGKILL = 9

/**
 * Ends all processes and waits for each status.
 * @param {World} world
 * @returns {Promise<string[]>} the violations
 */
async function end(world) {
  const { accounts } = world
  for (const account of accounts.living()) world.kill(account, SIGKILL)
  // A reaper with a short quarantine must find every orphan by itself.
  const isAlone = world.reaper !== undefined && world.quarantine < 1000
  let looks = 0
  for (const deadline = Date.now() + HANG; ;) {
    if (!isAlone) world.reap()
    // A call of reapOrphans() looks again after a death, or when a quarantine is over.
    if (world.pending.size > 0) world.spawn('e0', false)
    await world.team?.ask('ping')
    await delay(1)
    const unsettled = accounts.unsettled()
    const isOver = unsettled.length === 0 && world.pending.size === 0
    if (isOver || violations(world).length > 0 || Date.now() > deadline) break
    // A call of reapOrphans() tells of what it has taken when it resolves. A thread tells when it
    // gets the processor.
    const isLost = unsettled.some(({ pid, isThreaded }) => !isThreaded && isGone(pid))
    looks = isLost && world.pending.size === 0 ? looks + 1 : 0
    if (looks === LOOKS) break
  }
  const unresolved = [...world.pending].map(() => 'reapOrphans() has not resolved')
  return [...violations(world), ...accounts.missing(), ...unresolved]
}

/** @param {World} world */
function violations({ accounts, errors }) {
  return [...errors, ...accounts.wrong()]
}

/**
 * Leaves nothing behind for the next run, above all not after a violation.
 * @param {World} world
 */
async function cleanUp(world) {
  world.stopReaper()
  await world.terminateTeam()
  for (;;) {
    const left = descendantsOf(process.pid)
    if (left.length === 0) return
    for (const { pid, state } of left) if (state !== 'Z') process.kill(pid, SIGKILL)
    reap({ steal: true })
    await delay(1)
  }
}

/**
 * Blocks the event loop until each process that must end has ended.
 * @param {World} world
 */
function block({ accounts }) {
  const memory = new Int32Array(new SharedArrayBuffer(4))
  for (const { pid } of accounts.unsettled().filter(({ status }) => status !== -1)) {
    while (![undefined, 'Z'].includes(processInfo(pid)?.state)) Atomics.wait(memory, 0, 0, 1)
  }
}

/** @param {number} pid */
function isGone(pid) {
  return !fs.existsSync(`/proc/${pid}`)
}

module.exports = { block, cleanUp, end }
