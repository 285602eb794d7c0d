'use strict'

// Room: the public functions that only look. They reap no zombie.

const { binding } = require('../native/binding')
const { isLeaderThread, requireClaims } = require('../native/guards')
const { argv, toTime } = require('../proc/info')
const { isWaiting } = require('../reap/quarantine')
const { hasLibuv } = require('../support/runtime')
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
  requireClaims('zombies()')
  // Reads each command line once: a parent may have thousands of zombies and a thousand arguments.
  /** @type {Map<number, string[]>} */
  const argvs = new Map()
  return withReapers(binding.zombies()).map(
    ({ pid, name, ppid, parentName, startTicks, reaper }) => {
      const parentArgv = argvs.get(ppid) ?? argv(ppid)
      argvs.set(ppid, parentArgv)
      return {
        pid,
        name,
        ppid,
        parentName: parentName || null,
        parentArgv,
        startTime: toTime(startTicks),
        reaper,
      }
    },
  )
}

/**
 * Adds to each zombie who must reap it.
 * @param {import('../../binding').Zombie[]} found
 */
function withReapers(found) {
  const { claimedZombies } = /** @type {import('../native/binding').Binding} */ (binding)
  /** @type {Set<number> | undefined} */
  let claimed
  // The binding makes arrays of Node's own realm. In Jest a caller expects one of its realm.
  return Array.from(found, (zombie) => {
    const { pid, ppid, waiter } = zombie
    if (waiter !== OWN) return { ...zombie, reaper: foreignReaper(waiter, ppid) }
    claimed ??= new Set(claimedZombies())
    return { ...zombie, reaper: ownReaper(pid, claimed) }
  })
}

/**
 * Says which part of this process must reap a zombie of this thread.
 * @param {number} pid
 * @param {Set<number>} claimed the zombies that the runtime waits for
 * @returns {ZombieInfo['reaper']}
 */
function ownReaper(pid, claimed) {
  if (claimed.has(pid)) return hasLibuv ? 'libuv' : 'runtime'
  // No code in this process can reap the zombie before the Worker ends.
  if (!isLeaderThread) return 'other-thread'
  if (isWaiting(pid)) return 'quarantine'
  return process.pid === 1 && shared().reaper === undefined ? 'pid1' : 'us'
}

/**
 * Says which other process must reap a zombie.
 *
 * Only a fix in the parent helps against a parent that does not wait. PID 1 adopts orphans, so an
 * init or a reaper as PID 1 helps there.
 * @param {Exclude<import('../../binding').Waiter, typeof OWN>} waiter
 * @param {number} ppid
 * @returns {ZombieInfo['reaper']}
 */
function foreignReaper(waiter, ppid) {
  return waiter === 'parent' && ppid === 1 ? 'pid1' : waiter
}

module.exports = { withReapers, zombies }
