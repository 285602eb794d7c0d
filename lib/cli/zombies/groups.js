'use strict'

const { readArguments, readStat } = require('../../proc/files')
const { isFirst } = require('../../proc/pid-namespace')
const { tracerOf } = require('./tracer')

/** @typedef {import('../../..').ZombieInfo} Zombie */

/**
 * The zombies that one process must reap.
 * @typedef {object} Group
 * @property {Zombie[]} zombies the oldest first
 * @property {{ pid: number, name: string | null, argv: string[] } | null} culprit the process that
 *   must reap: the parent, or the tracer. Null when it is in another PID namespace.
 * @property {Zombie['reaper']} reaper 'pid1' also for PID 1 of another container, seen from the host
 * @property {boolean} stays whether a second look still found a zombie of the group
 */

/**
 * @param {Zombie[]} zombies
 * @returns {Group[]} the largest first
 */
function groupsOf(zombies) {
  /** @type {Map<string, Group>} */
  const groups = new Map()
  for (const zombie of zombies.toSorted((a, b) => a.startTime - b.startTime)) {
    const { reaper, pid, ppid, parentName, parentArgv } = zombie
    const tracer = reaper === 'tracer' ? tracerOf(pid) : 0
    const key = `${reaper} ${tracer || ppid}`
    const group = groups.get(key)
    if (group !== undefined) {
      group.zombies.push(zombie)
      continue
    }
    const parent = ppid === 0 ? null : { pid: ppid, name: parentName, argv: parentArgv }
    const culprit = tracer === 0 ? parent : describe(tracer)
    const who = reaper === 'parent' && isFirst(ppid) ? 'pid1' : reaper
    groups.set(key, { zombies: [zombie], culprit, reaper: who, stays: true })
  }
  return [...groups.values()].toSorted((a, b) => b.zombies.length - a.zombies.length)
}

/** @param {number} pid */
function describe(pid) {
  return { pid, name: readStat(pid)?.name ?? null, argv: readArguments(pid) }
}

module.exports = { groupsOf }
