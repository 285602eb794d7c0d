'use strict'

const {
  createJob,
  installSubreaper,
  isSubreaper,
  makeZombie,
  orphans,
  pidUsage,
  reap,
  reapOrphans,
  startReaper,
  zombies,
} = require('../..')
const { spawnLiving } = require('../workers/living')
const { job, leave } = require('./scenes')

/**
 * @typedef {object} Call
 * @property {() => void} [begin] once
 * @property {(n: number) => unknown} [prepare] before each measured call
 * @property {(n: number) => unknown} call
 * @property {() => void} [after] each measured call
 */

/** Takes what a call has left to a thread that might wait for it. */
function reapAll() {
  while (reap().length > 0);
}

/** @param {number} n */
function makeZombies(n) {
  for (let i = 0; i < n; i++) makeZombie()
}

const reapsAll = { prepare: makeZombies, call: () => reap(), after: reapAll }

let closing = createJob()

const calls = {
  'reap(), nothing to reap': { call: () => reap() },
  'reap() of all': reapsAll,
  'reap() of all, beside an owned child': { ...reapsAll, begin: () => void spawnLiving() },
  'reap() of one': { ...reapsAll, prepare: () => makeZombies(1) },
  // So many that it is cheaper to ask the threads than to prove that no thread waits for them.
  'reap() of ten': { ...reapsAll, prepare: () => makeZombies(10) },
  'startReaper(), until all are reaped': { prepare: makeZombies, call: reapByReaper },
  'reapOrphans() of all': { prepare: makeZombies, call: reapOrphansNow },
  'reapOrphans() of one': { prepare: () => makeZombies(1), call: reapOrphansNow },
  'zombies()': { call: () => zombies() },
  'orphans()': { call: () => orphans() },
  'pidUsage()': { call: () => pidUsage() },
  'createJob()': { call: () => createJob() },
  'job.processes()': { call: () => job.processes() },
  'job.close()': {
    /** @param {number} n */
    prepare(n) {
      closing = createJob()
      leave(n, closing.env)
    },
    call: () => closing.close({ signal: 'SIGKILL' }),
  },
  'makeZombie()': { call: () => makeZombie(), after: reapAll },
  'installSubreaper()': { call: () => installSubreaper() },
  'isSubreaper()': { call: () => isSubreaper() },
}

/**
 * Resolves when a new reaper has reaped the zombies.
 * @param {number} n how many there are
 */
async function reapByReaper(n) {
  const reaper = startReaper({ quarantine: 1 })
  await new Promise((resolve) => {
    reaper.on('reap', () => --n === 0 && resolve(undefined))
    // The reaper keeps no process alive.
    setTimeout(() => {}, 2 ** 31 - 1)
  })
  reaper.stop()
}

function reapOrphansNow() {
  return reapOrphans({ settle: 0, quarantine: 1 })
}

module.exports = { calls: /** @type {Record<keyof typeof calls, Call>} */ (calls) }
