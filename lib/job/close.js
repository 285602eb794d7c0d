'use strict'

// The end of a job: signal the members, then kill them, and look again until no member is left.

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

// Another addon may wait for a member itself, as node-pty does for its terminals.
const quarantine = QUARANTINE.default

// How many looks in a row may be unsure because of a process in exec. On a busy machine, or from a
// slow disk, an exec takes longer than a look can wait. The pauses between these looks are about a
// second, and longer on a busy machine. A process may also look as if it were in exec for ever.
const MAX_UNSURE_LOOKS = 3

/**
 * Ends the members of a job.
 * @param {Members} members
 * @param {{ signal: number, killAfter: number, timeout: number }} settings
 * @param {import('../..').ReapedProcess[]} reaped gets each member that is reaped. It belongs to
 *   the job: after a call that throws, the next call returns these members, too.
 */
async function closeJob(members, { signal, killAfter, timeout }, reaped) {
  const unsubscribe = subscribe({
    names: false,
    reaped: (process) => members.has(process.pid) && reaped.push(process),
  })
  const pause = new Pause()
  const signals = new Signals(signal)
  const killAt = now() + (signal === SIGKILL ? 0 : killAfter)
  // The timeout starts at the first SIGKILL, even when a blocked loop delays that.
  let giveUpAt = Infinity
  try {
    for (let emptyLooks = 0, unsureLooks = 0; ;) {
      const start = now()
      const left = members.look().filter(isLeft)
      const pids = new Set(left.map(({ pid }) => pid))
      const before = reaped.length
      reap(pids)

      // Needs two empty looks. /proc is read from low PIDs to high ones. A look misses a child that
      // gets a PID already passed, if its parent ends before the look reaches the parent.
      unsureLooks = members.isSure ? 0 : unsureLooks + 1
      const isEmpty = left.length === 0 && (members.isSure || unsureLooks > MAX_UNSURE_LOOKS)
      emptyLooks = isEmpty ? emptyLooks + 1 : 0
      const time = now()
      const isKilling = time >= killAt
      if (isKilling) giveUpAt = Math.min(giveUpAt, time + timeout)
      // Sends before it checks the timeout: with a short timeout no member would get a signal.
      const hasNew = signals.send(left.filter(isAlive), isKilling)
      if (emptyLooks === 2 || time >= giveUpAt) {
        const gone = new Set(reaped.slice(before).map(({ pid }) => pid))
        return { reaped, remaining: left.filter(({ pid }) => !gone.has(pid)).map(processInfo) }
      }
      if (emptyLooks > 0 || reaped.length > before || (isKilling && hasNew)) {
        await pause.aTurn()
        continue
      }
      const cost = now() - start
      await pause.for(
        Math.min(
          // Waits ten times as long as the look took, so looks take about a tenth of the time.
          Math.max(LOOK_INTERVAL, 10 * cost),
          nextDue(quarantine, pids),
          (isKilling ? giveUpAt : killAt) - time,
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
 * Reaps zombies. Ignores errors of the kernel: the job still ends its members, and zombies that
 * cannot be reaped remain.
 * @param {Set<number>} pids of members, living and dead
 */
function reap(pids) {
  try {
    takeUnclaimed(quarantine, pids)
  } catch {
    // A seccomp filter refuses wait calls.
  }
}

/**
 * Whether the job must still wait for this process: until it dies, or until this process or libuv
 * reaps it. The job does not wait for zombies of other parents.
 * @param {Stat} stat
 */
function isLeft(stat) {
  return isAlive(stat) || stat.ppid === process.pid
}

/** The signals sent so far: each member gets the job's signal once. */
class Signals {
  /** @type {Map<number, number>} start times by PID */
  #sent = new Map()
  /** @param {number} signal */
  constructor(signal) {
    this.signal = signal
  }

  /**
   * Sends SIGKILL to every member, or the job's signal to each new member.
   * @param {Stat[]} stats the living members
   * @param {boolean} isKilling whether to send SIGKILL
   * @returns {boolean} whether a member is new
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
        // A stopped process handles no signal except SIGKILL until it continues (signal(7)).
        if (stat.state === 'T') send(stat, SIGCONT)
      }
    }
    return hasNew
  }
}

/**
 * Sends a signal to a member. Compares the start time, because of PID reuse. Ignores a process that
 * is gone. Ignores a process of another user too, and that process remains.
 * @param {Stat} stat
 * @param {number} number
 */
function send({ pid, startTicks }, number) {
  const { sendSignal } = /** @type {import('../native/binding').Binding} */ (binding)
  sendSignal(pid, startTicks, number)
}

module.exports = { closeJob }
