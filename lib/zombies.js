'use strict'

const { isWaiting } = require('./collect')
const { isMainThread, requireNode } = require('./main-thread')
const { binding } = require('./native')
const { argv, toTime } = require('./process-info')
const { STRIDE, decode, nameAt } = require('./process-table')
const { shared } = require('./shared')
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
  // One parent may have thousands of zombies, and a command line of a thousand arguments.
  /** @type {Map<number, string[]>} */
  const argvs = new Map()
  for (let at = 0; at < flat.length; at += NUMBERS) {
    const { pid, name, ppid, startTicks } = decode(flat, at)
    const waiter = WAITERS[flat[at + STRIDE + 2]]
    if (waiter === OWN) owned ??= new Set(binding.ownedPids())
    if (!argvs.has(ppid)) argvs.set(ppid, argv(ppid))
    found.push({
      pid,
      name,
      ppid,
      parentName: nameAt(flat, at + STRIDE) || null,
      parentArgv: argvs.get(ppid) ?? [],
      startTime: toTime(startTicks),
      reaper:
        waiter === OWN
          ? ownReaper(pid, /** @type {Set<number>} */ (owned))
          : foreignReaper(waiter, ppid),
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
  if (isWaiting(pid)) return 'quarantine'
  return process.pid === 1 && shared().reaper === undefined ? 'pid1' : 'us'
}

/**
 * A parent that does not wait can only be mended. PID 1 adopts what it did not start, and there an
 * init or a reaper helps.
 * @param {Exclude<(typeof WAITERS)[number], typeof OWN>} waiter
 * @param {number} ppid
 * @returns {ZombieInfo['reaper']}
 */
function foreignReaper(waiter, ppid) {
  return waiter === 'parent' && ppid === 1 ? 'pid1' : waiter
}

module.exports = { zombies }
