'use strict'

const { readProc } = require('../../proc/files')
const { PATIENCE } = require('../../cli/zombies/look')
const { verdictOn } = require('../../cli/zombies/verdict')
const { once } = require('./once')

/** Returns a function with the verdict of `ps` on a zombie that has been seen for `age` ms. */
function verdictsOf() {
  const isFirstOf = once(isFirst)
  return (
    /** @type {import('../../..').ZombieInfo} */ { reaper, ppid },
    /** @type {number} */ age,
  ) => {
    const stays = age >= PATIENCE
    const helps = stays && reaper === 'parent' && isFirstOf(ppid)
    const who = helps ? 'pid1' : reaper
    return verdictOn({ reaper: who, stays, culprit: null, zombies: [] }).verdict
  }
}

/**
 * Whether a process is PID 1 of its own PID namespace, as in a container. There an init helps.
 * @param {number} pid
 */
function isFirst(pid) {
  // The PID in each namespace, from the namespace of this /proc to the innermost (proc(5)).
  const [, inside] = /^NSpid:.*\t(\d+)$/m.exec(readProc(pid, 'status') ?? '') ?? []
  return inside === '1'
}

module.exports = { verdictsOf }
