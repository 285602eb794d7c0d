'use strict'

const { isWaiting } = require('./collect')
const { isMainThread, requireNode } = require('./main-thread')
const { binding } = require('./native')
const { toTime } = require('./process-info')
const { STRIDE, decode, nameAt } = require('./process-table')
const validate = require('./validate')

/** @typedef {import('..').ZombieInfo} ZombieInfo */

// What the binding gives for each zombie: a process, its parent's name, and who must wait for it,
// by the number in this list.
const NUMBERS = STRIDE + 3
const OWN = 'this-thread'
const WAITERS = /** @type {const} */ ([
  'parent',
  'outside',
  'threads',
  'tracer',
  OWN,
  'other-thread',
])

/**
 * @param {unknown} [input]
 * @returns {ZombieInfo[]}
 */
function zombies(input) {
  validate.none(input, 'zombies()')
  if (binding === null) return []
  requireNode('zombies()')
  const flat = binding.zombies()
  const found = []
  /** @type {Set<number> | undefined} */
  let owned
  for (let at = 0; at < flat.length; at += NUMBERS) {
    const { pid, name, ppid, startTicks } = decode(flat, at)
    const waiter = WAITERS[flat[at + STRIDE + 2]]
    if (waiter === OWN) owned ??= new Set(binding.ownedPids())
    found.push({
      pid,
      name,
      ppid,
      parentName: nameAt(flat, at + STRIDE) || null,
      startTime: toTime(startTicks),
      reaper: waiter === OWN ? ownReaper(pid, /** @type {Set<number>} */ (owned)) : waiter,
    })
  }
  return found
}

/**
 * Who of this thread must reap its zombie.
 * @param {number} pid
 * @param {Set<number>} owned what libuv waits for
 * @returns {ZombieInfo['reaper']}
 */
function ownReaper(pid, owned) {
  if (owned.has(pid)) return 'libuv'
  // Nothing here can take it before the Worker ends.
  if (!isMainThread) return 'other-thread'
  return isWaiting(pid) ? 'quarantine' : 'us'
}

module.exports = { zombies }
