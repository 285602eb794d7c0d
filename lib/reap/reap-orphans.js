'use strict'

const { now } = require('../loop/clocks')
const { LOOK_INTERVAL, Pause } = require('../loop/pause')
const { binding } = require('../native/binding')
const { requireClaims, requireMainThread } = require('../native/guards')
const { processInfo } = require('../proc/info')
const { livingOrphans } = require('../proc/orphans')
const { tryStat } = require('../proc/table')
const { QUARANTINE, SETTLE, TIMEOUT } = require('../support/delays')
const { incompatibleOptions } = require('../support/errors')
const validate = require('../support/validate')
const { lastSeen, nextDue, subscribe, takeUnclaimed, waiting } = require('./quarantine')

/** @typedef {import('../..').ReapedProcess} ReapedProcess */

const OPTIONS = ['timeout', 'settle', 'pids', 'quarantine']

/** @param {import('../..').ReapOrphansOptions} [input] */
async function reapOrphans(input) {
  const options = validate.options(input, OPTIONS)
  const timeout = validate.milliseconds(options.timeout, 'options.timeout', TIMEOUT)
  const settle = validate.milliseconds(options.settle, 'options.settle', SETTLE)
  const quarantine = validate.milliseconds(options.quarantine, 'options.quarantine', QUARANTINE)
  const pids =
    options.pids === undefined ? undefined : validate.pidsOf(options.pids, 'options.pids')
  if (pids !== undefined && options.settle !== undefined)
    throw incompatibleOptions('pids', 'settle')

  if (binding === null) return { reaped: [], remaining: [] }
  requireMainThread('reapOrphans()')
  requireClaims('reapOrphans()')
  const { isOver, lookAgain, remaining } = pids === undefined ? quiet(settle) : gone(pids)
  // Without /proc this call throws now, before any zombie has been taken.
  remaining()

  const pause = new Pause()
  /** @type {ReapedProcess[]} */
  const reaped = []
  const unsubscribe = subscribe({ names: false, reaped: (process) => reaped.push(process) })
  try {
    // libuv reaps first. A caller that loops over this function still lets the event loop turn.
    await pause.aTurn()
    for (const end = now() + timeout; ;) {
      takeUnclaimed(quarantine)
      const left = end - now()
      if (isOver() || left <= 0) return { reaped, remaining: remaining() }
      await pause.for(Math.min(left, lookAgain(), nextDue(quarantine)))
    }
  } catch (error) {
    // Otherwise the statuses of these zombies would be lost.
    throw Object.assign(/** @type {Error} */ (error), { reaped })
  } finally {
    pause.stop()
    unsubscribe()
  }
}

/**
 * Waits for quiet, when the caller names no PIDs: no new zombie has appeared for `settle` ms, and
 * none is in quarantine.
 * @param {number} settle in ms
 */
function quiet(settle) {
  const start = now()
  return {
    isOver: () => waiting().length === 0 && untilQuiet() <= 0,
    // After the quiet time, only zombies in quarantine remain to be looked at.
    lookAgain: () => {
      const left = untilQuiet()
      return left > 0 ? left : Infinity
    },
    // A zombie in quarantine is not gone.
    remaining: () => [...livingOrphans(), ...waitingZombies()].map(processInfo),
  }
  function untilQuiet() {
    return Math.max(start, lastSeen()) + settle - now()
  }
}

function waitingZombies() {
  const stats = waiting().map((pid) => tryStat(pid))
  return stats.filter((stat) => stat !== null)
}

/**
 * Waits until the named processes are gone, when the caller names PIDs. Compares start times too,
 * because of PID reuse.
 * @param {Int32Array} pids
 */
function gone(pids) {
  const named = [...pids].map(tryStat).filter((stat) => stat !== null)
  function left() {
    const found = named.map(({ pid }) => tryStat(pid)).filter((stat) => stat !== null)
    const starts = new Map(named.map(({ pid, startTicks }) => [pid, startTicks]))
    return found.filter(({ pid, startTicks }) => starts.get(pid) === startTicks)
  }
  return {
    isOver: () => left().length === 0,
    lookAgain: () => LOOK_INTERVAL,
    remaining: () => left().map(processInfo),
  }
}

module.exports = { reapOrphans }
