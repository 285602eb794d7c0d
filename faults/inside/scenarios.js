'use strict'

// The scenarios of the addon. Each runs many times in one process.

const { spawn } = require('node:child_process')
const { setTimeout: delay } = require('node:timers/promises')

const { createJob, makeZombie, orphans, pidUsage } = require('../..')
const { reap, reapOrphans, startReaper, zombies } = require('../..')
const { processStat } = require('../../lib/proc/table')
const { Family, until } = require('./family')
const { unclear } = require('./unclear')

/**
 * One run of a scenario.
 * @typedef {object} Run
 * @property {InstanceType<typeof Family>} family
 * @property {() => unknown} act the part whose calls count
 * @property {() => string[] | Promise<string[]>} [after] runs when no call fails any more; returns
 *   what is wrong
 */

/**
 * @typedef {object} Scenario
 * @property {string} name
 * @property {string[]} [leftOut] more calls that do not fail here
 * @property {boolean} [isSlow] whether the short sweep tries little of it
 * @property {(fault: import('../calls').Fault | null) => Run | Promise<Run>} start
 */

// libuv makes these when it starts and stops the watch of SIGCHLD, and ends the process when one is
// refused (uv__signal_block_and_unlock, uv__signal_unregister_handler).
const LIBUV_SIGNALS = ['rt_sigaction', 'rt_sigprocmask']

/**
 * @param {import('../..').ReapOptions} options
 * @returns {() => Run}
 */
function reaping(options, family = () => new Family().addZombies()) {
  return () => {
    const all = family()
    return { family: all, act: () => all.reaped.push(...reap(options)) }
  }
}

const beside = () => new Family().addOwned().addZombies().addOwned()

/** @param {boolean} orphan @returns {() => Run} */
function making(orphan) {
  return () => {
    const family = new Family()
    return {
      family,
      act: () =>
        family.expected.set(makeZombie({ exitCode: 41, orphan }), { exitCode: 41, signal: null }),
      // A zombie whose maker has failed is reaped like any other.
      after: async () => {
        const isOver = await until(() => {
          family.reaped.push(...reap().filter(({ pid }) => family.expected.has(pid)))
          return zombies().length === 0
        })
        return isOver ? [] : ['a zombie stays']
      },
    }
  }
}

/** @param {import('../..').ReaperOptions} options @returns {Scenario['start']} */
function reaper(options) {
  return (fault) => {
    const family = beside()
    /** @type {import('../..').Reaper | undefined} */
    let running
    /** @type {Error[]} */
    const errors = []
    return {
      family,
      act: async () => {
        running = startReaper({ sweepInterval: 10, ...options })
        running.on('reap', (one) => family.reaped.push(one))
        const heard = new Promise((resolve) => {
          running?.once('reap', resolve).once('error', resolve)
        })
        running.on('error', (error) => errors.push(error))
        // Some faults hide the zombies without an error.
        await Promise.race([heard, delay(500)])
      },
      after: async () => {
        if (running === undefined) return []
        const isOver = await until(() => family.missing().length === 0)
        running.stop()
        return [
          ...(isOver ? [] : ['the reaper leaves zombies']),
          ...errors.flatMap((error) => unclear(error, fault)),
        ]
      },
    }
  }
}

/** @returns {Promise<Run>} */
async function job() {
  const family = new Family()
  const made = createJob()
  const child = made.add(
    spawn('/bin/sh', ['-c', 'sleep 1000 & exec sleep 1000'], {
      stdio: 'ignore',
      env: made.env,
      // Their session proves the orphans to be such, and they have no quarantine.
      detached: true,
    }),
  )
  await until(() => made.processes().length === 2)
  const orphan = made.processes().find(({ pid }) => pid !== child.pid)?.pid ?? 0
  family.expected.set(orphan, { exitCode: null, signal: 'SIGKILL' })
  let saysLeft = false
  /** @type {{ reaped: { pid: number }[] } | undefined} */
  let failed
  return {
    family,
    act: async () => {
      try {
        const { remaining } = await made.close({ killAfter: 0, timeout: 1000 })
        saysLeft = remaining.length > 0
      } catch (error) {
        failed = /** @type {typeof failed} */ (error)
        throw error
      }
    },
    after: async () => {
      // A close() that has failed can be called again. This one returns what the other one has.
      const { reaped } = await made.close({ killAfter: 0 })
      family.reaped.push(...reaped)
      const pids = new Set(reaped.map(({ pid }) => pid))
      if (failed?.reaped.every(({ pid }) => pids.has(pid)) === false) {
        return ['a member of the failed close() is missing']
      }
      if (saysLeft) return []
      const isOver = await until(() => processStat(child.pid ?? 0) === null)
      return isOver ? [] : ['a member is left']
    },
  }
}

// With these the kernel says that a process is gone, or not to be seen.
const GONE = new Set(['EACCES', 'ENOENT', 'EPERM', 'ESRCH'])

/** @type {Scenario[]} */
const scenarios = [
  { name: 'reap()', start: reaping({}) },
  { name: 'reap() beside owned children', start: reaping({}, beside) },
  { name: 'reap({ names: true }) beside owned children', start: reaping({ names: true }, beside) },
  { name: 'reap({ exclude })', start: reaping({ exclude: [1] }) },
  { name: 'reap({ steal: true })', start: reaping({ steal: true }) },
  { name: 'reap({ steal: true, names: true })', start: reaping({ steal: true, names: true }) },
  { name: 'makeZombie()', start: making(false) },
  { name: 'makeZombie({ orphan: true })', start: making(true) },
  {
    name: 'reapOrphans()',
    leftOut: LIBUV_SIGNALS,
    start: () => {
      const family = beside()
      return {
        family,
        act: async () => {
          const { reaped } = await reapOrphans({ quarantine: 0, settle: 0, timeout: 0 }).catch(
            (error) => {
              // Undefined when the call has failed before its first pass.
              family.reaped.push(...(error.reaped ?? []))
              throw error
            },
          )
          family.reaped.push(...reaped)
        },
      }
    },
  },
  {
    name: 'startReaper({ quarantine: 0 })',
    leftOut: LIBUV_SIGNALS,
    start: reaper({ quarantine: 0 }),
  },
  {
    name: 'startReaper()',
    isSlow: true,
    leftOut: LIBUV_SIGNALS,
    start: reaper({ quarantine: 10 }),
  },
  { name: 'a job', leftOut: LIBUV_SIGNALS, start: job },
  {
    name: 'zombies()',
    start: (fault) => {
      const family = beside()
      const isWhole = () => {
        const found = new Set(zombies().map(({ pid }) => pid))
        return [...family.expected.keys()].every((pid) => found.has(pid))
      }
      // A list of /proc that ends early says nothing of a process.
      const mayMiss = fault !== null && GONE.has(fault.action) && fault.call !== 'getdents64'
      let isAnswerWhole = true
      return {
        family,
        act: () => {
          isAnswerWhole = isWhole()
        },
        after: () =>
          (isAnswerWhole || mayMiss) && isWhole() ? [] : ['zombies() is short, without an error'],
      }
    },
  },
  { name: 'orphans()', start: () => ({ family: beside(), act: () => orphans() }) },
  { name: 'pidUsage()', start: () => ({ family: new Family(), act: () => pidUsage() }) },
]

module.exports = { scenarios }
