'use strict'

// The end of a job: ask, then kill, and look again until nobody is left.

const { constants } = require('node:os')

const { now } = require('../loop/clocks')
const { LOOK_INTERVAL, Pause } = require('../loop/pause')
const { binding } = require('../native/binding')
const { processInfo } = require('../proc/info')
const { isAlive } = require('../proc/table')
const { nextDue, subscribe, takeUnclaimed } = require('../reap/quarantine')
const { QUARANTINE } = require('../support/delays')

/** @typedef {import('../proc/table').Stat} Stat */
/** @typedef {InstanceType<typeof import('./members').Members>} Members */

const { SIGCONT, SIGKILL } = constants.signals

// A member may be another addon's child, which that waits for (a terminal of node-pty).
const quarantine = QUARANTINE.default

/**
 * @param {Members} members
 * @param {{ signal: number, killAfter: number, timeout: number }} settings
 */
async function closeJob(members, { signal, killAfter, timeout }) {
  /** @type {import('../..').ReapedProcess[]} */
  const reaped = []
  const unsubscribe = subscribe({
    names: false,
    reaped: (process) => members.has(process.pid) && reaped.push(process),
  })
  const pause = new Pause()
  const signals = new Signals(signal)
  const killAt = now() + (signal === SIGKILL ? 0 : killAfter)
  // From the first SIGKILL, however late a blocked loop has let us be.
  let giveUpAt = Infinity
  try {
    for (let emptyLooks = 0; ;) {
      const start = now()
      const left = members.look().filter(isLeft)
      const zombies = new Set(left.filter((stat) => !isAlive(stat)).map(({ pid }) => pid))
      const before = reaped.length
      reap(zombies)

      // Twice: a process that is forked into a PID below those that have been read already, by one
      // that is gone before it is read, is in nobody's sight the first time.
      emptyLooks = left.length === 0 ? emptyLooks + 1 : 0
      const time = now()
      const isKilling = time >= killAt
      if (isKilling) giveUpAt = Math.min(giveUpAt, time + timeout)
      // First, or with a short timeout nobody would be sent anything.
      const hasNew = signals.send(left.filter(isAlive), isKilling)
      if (emptyLooks === 2 || time >= giveUpAt) {
        return { reaped, remaining: left.map(processInfo) }
      }
      if (emptyLooks > 0 || reaped.length > before || (isKilling && hasNew)) {
        await pause.aTurn()
        continue
      }
      const cost = now() - start
      await pause.for(
        Math.min(
          // However long it takes to read /proc, it takes a tenth of the time.
          Math.max(LOOK_INTERVAL, 10 * cost),
          // One ms more: a timer may be early by a fraction of one, and would find nothing.
          nextDue(quarantine, zombies) + 1,
          (isKilling ? giveUpAt : killAt) - time + 1,
        ),
        cost,
      )
    }
  } finally {
    pause.stop()
    unsubscribe()
  }
}

/**
 * Whatever the kernel refuses here, the members are ended: those that cannot be reaped remain.
 * @param {Set<number>} zombies
 */
function reap(zombies) {
  try {
    takeUnclaimed(quarantine, zombies)
  } catch {
    // A seccomp filter that refuses wait calls.
  }
}

/**
 * Whether there is something to wait for: its death, or that it is reaped by us or by libuv.
 * Others' zombies are others' business.
 * @param {Stat} stat
 */
function isLeft(stat) {
  return isAlive(stat) || (stat.state === 'Z' && stat.ppid === process.pid)
}

/** Who has been sent what: each member gets the job's signal once. */
class Signals {
  /** @type {Map<number, number>} start times by PID */
  #sent = new Map()
  /** @param {number} signal */
  constructor(signal) {
    this.signal = signal
  }

  /**
   * @param {Stat[]} stats
   * @param {boolean} isKilling
   * @returns {boolean} whether any of them is new
   */
  send(stats, isKilling) {
    let hasNew = false
    for (const stat of stats) {
      const isNew = this.#sent.get(stat.pid) !== stat.startTicks
      hasNew ||= isNew
      this.#sent.set(stat.pid, stat.startTicks)
      if (isKilling) {
        send(stat, SIGKILL)
      } else if (isNew) {
        send(stat, this.signal)
        // A stopped process gets no signal but SIGKILL until it continues (signal(7)).
        if (stat.state === 'T') send(stat, SIGCONT)
      }
    }
    return hasNew
  }
}

/**
 * Sends a signal to this process, and not to another one that has got its PID. A process that is gone
 * already, or another user's that remains, is no error.
 * @param {Stat} stat
 * @param {number} number
 */
function send({ pid, startTicks }, number) {
  const { sendSignal } = /** @type {import('../native/binding').Binding} */ (binding)
  sendSignal(pid, startTicks, number)
}

module.exports = { closeJob }
