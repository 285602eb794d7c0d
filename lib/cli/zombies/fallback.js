'use strict'

// The zombies where the native part cannot be loaded, and in Bun and Deno. Knows less than
// zombies(): no process of this one, and no thread.

const {
  TICKS_PER_SECOND,
  listPids,
  readArguments,
  readProc,
  readStat,
} = require('../../proc/files')
const { tracerOf } = require('./tracer')

/** @typedef {import('./groups').Zombie} Zombie */

/** @returns {Zombie[]} */
function zombiesOfProc() {
  const [, boot = NaN] = /btime (\d+)/.exec(readProc('self', '../stat') ?? '') ?? []
  /** @type {Zombie[]} */
  const found = []
  // Reads each parent once: a parent may have thousands of zombies.
  /** @type {Map<number, Pick<Zombie, 'parentName' | 'parentArgv'>>} */
  const parents = new Map()
  for (const pid of listPids()) {
    const stat = readStat(pid)
    if (stat?.state !== 'Z') continue
    const { ppid, name, threads, startTicks } = stat
    let parent = parents.get(ppid)
    if (parent === undefined) {
      parent = { parentName: readStat(ppid)?.name ?? null, parentArgv: readArguments(ppid) }
      parents.set(ppid, parent)
    }
    found.push({
      pid,
      name,
      ppid,
      ...parent,
      startTime: Number(boot) * 1000 + (startTicks * 1000) / TICKS_PER_SECOND,
      reaper: reaperOf(pid, ppid, threads),
    })
  }
  return found
}

/**
 * @param {number} pid
 * @param {number} ppid
 * @param {number} threads
 * @returns {Zombie['reaper']}
 */
function reaperOf(pid, ppid, threads) {
  if (threads > 1) return 'threads'
  if (tracerOf(pid) !== 0) return 'tracer'
  if (ppid === 0) return 'outside'
  return ppid === 1 ? 'pid1' : 'parent'
}

module.exports = { zombiesOfProc }
