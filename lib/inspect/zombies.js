'use strict'

// Room: the public functions that look and take nothing.

const { binding } = require('../native/binding')
const { isLeaderThread, requireNode } = require('../native/guards')
const { argv, toTime } = require('../proc/info')
const { isWaiting } = require('../reap/quarantine')
const { shared } = require('../support/shared')
const validate = require('../support/validate')

/** @typedef {import('../..').ZombieInfo} ZombieInfo */

const OWN = 'this-thread'

/**
 * @param {unknown} [input]
 * @returns {ZombieInfo[]}
 */
function zombies(input) {
  validate.none(input, 'zombies()')
  if (binding === null) return []
  requireNode('zombies()')
  const found = []
  /** @type {Set<number> | undefined} */
  let owned
  // One parent may have thousands of zombies, and a command line of a thousand arguments.
  /** @type {Map<number, string[]>} */
  const argvs = new Map()
  for (const { pid, name, ppid, parentName, startTicks, waiter } of binding.zombies()) {
    if (waiter === OWN) owned ??= new Set(binding.ownedPids())
    if (!argvs.has(ppid)) argvs.set(ppid, argv(ppid))
    found.push({
      pid,
      name,
      ppid,
      parentName: parentName || null,
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
  if (!isLeaderThread) return 'other-thread'
  if (isWaiting(pid)) return 'quarantine'
  return process.pid === 1 && shared().reaper === undefined ? 'pid1' : 'us'
}

/**
 * A parent that does not wait can only be mended. PID 1 adopts what it did not start, and there an
 * init or a reaper helps.
 * @param {Exclude<import('../../binding').Waiter, typeof OWN>} waiter
 * @param {number} ppid
 * @returns {ZombieInfo['reaper']}
 */
function foreignReaper(waiter, ppid) {
  return waiter === 'parent' && ppid === 1 ? 'pid1' : waiter
}

module.exports = { zombies }
