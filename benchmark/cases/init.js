'use strict'

const { execFileSync, spawn, spawnSync } = require('node:child_process')
const fs = require('node:fs')
const { setTimeout: delay } = require('node:timers/promises')

const { baselinePath } = require('../baselines')
const { INITS, initNamed, ours } = require('../peers')
const { atMost } = require('../thresholds')

/** @typedef {import('../measure').Side} Side */

const PID1 = ['--pid', '--fork', '--mount-proc', '--kill-child']

/**
 * @param {() => number | Promise<number>} round
 * @returns {Side}
 */
function side(round) {
  return { round: async () => round(), end: async () => {} }
}

/**
 * Starts an init whose program does nothing.
 * @param {string} init
 */
async function startIdle(init) {
  const child = spawn(init, ['--', 'sleep', '600'], { stdio: 'ignore' })
  // The program has to run and the init has to sleep before the first round.
  await delay(500)
  return {
    pid: /** @type {number} */ (child.pid),
    async end() {
      child.kill()
    },
  }
}

/**
 * @param {string} init
 * @param {string} file in its folder in /proc
 * @param {string} name of a field in the file
 * @returns {Promise<Side>}
 */
async function idle(init, file, name) {
  const { pid, end } = await startIdle(init)
  return { end, round: async () => field(pid, file, name) }
}

/**
 * Reads a numeric field of a file in /proc/PID.
 * @param {number} pid
 * @param {string} file
 * @param {string} name
 */
function field(pid, file, name) {
  const text = fs.readFileSync(`/proc/${pid}/${file}`, 'utf8')
  return Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(text)?.[1])
}

/** @param {number} pid */
function switches(pid) {
  return (
    field(pid, 'status', 'voluntary_ctxt_switches') +
    field(pid, 'status', 'nonvoluntary_ctxt_switches')
  )
}

/**
 * All inits are idle at the same time: the interval begins when an init has started.
 * @param {string} init
 */
async function wakeUps(init) {
  const { pid, end } = await startIdle(init)
  const before = switches(pid)
  const over = delay(20_000)
  return {
    end,
    async round() {
      await over
      return switches(pid) - before
    },
  }
}

/**
 * @param {string} init
 * @param {'p50' | 'p99' | 'cpu'} what
 * @param {number} count number of orphans that die at once
 * @param {number} rounds
 */
function orphans(init, what, count, rounds) {
  const program = [init, '--', baselinePath('init-orphans'), String(count), String(rounds)]
  return JSON.parse(execFileSync('unshare', [...PID1, ...program], { encoding: 'utf8' }))[what]
}

/** @param {string} init */
function startToExit(init) {
  const start = process.hrtime.bigint()
  spawnSync(init, ['--', 'true'], { stdio: 'ignore' })
  return Number(process.hrtime.bigint() - start)
}

const SCHEDULER =
  'The scheduler decides how many deaths an init finds when it wakes up, so rounds of the same init differ tenfold.'

/** @type {{ what: string, unit: import('../measure').Case['unit'], rounds: number, warmUp: number, start: (init: string) => Side | Promise<Side>, cause?: string }[]} */
const measurements = [
  {
    what: 'an init: size on disk',
    unit: 'KB',
    rounds: 1,
    warmUp: 0,
    start: (init) => side(() => fs.statSync(init).size),
    cause:
      'dumb-init leaves the C library to the image. The smallest other static init is three times as large.',
  },
  {
    what: 'an init: resident memory, idle',
    unit: 'KiB',
    rounds: 1,
    warmUp: 0,
    start: (init) => idle(init, 'status', 'VmRSS'),
  },
  {
    what: 'an init: its share of memory (PSS), idle',
    unit: 'KiB',
    rounds: 1,
    warmUp: 0,
    start: (init) => idle(init, 'smaps_rollup', 'Pss'),
  },
  {
    what: 'an init: idle wake-ups in 20 s',
    unit: 'times',
    rounds: 1,
    warmUp: 0,
    start: wakeUps,
  },
  {
    what: 'an init: start to exit of `true`',
    unit: 'µs',
    rounds: 301,
    warmUp: 5,
    start: (init) => side(() => startToExit(init)),
  },
  {
    what: 'an init: 5,000 orphans that die at once',
    unit: 'ms',
    rounds: 7,
    warmUp: 1,
    start: (init) => side(() => orphans(init, 'p50', 5000, 1)),
    cause: SCHEDULER,
  },
  {
    what: 'an init: CPU time for 5,000 orphans',
    unit: 'ms',
    rounds: 7,
    warmUp: 1,
    start: (init) => side(() => orphans(init, 'cpu', 5000, 1)),
    cause: SCHEDULER,
  },
  {
    what: "an init: an orphan's death to gone, p50 of 500",
    unit: 'µs',
    rounds: 5,
    warmUp: 1,
    start: (init) => side(() => orphans(init, 'p50', 1, 500)),
    cause: SCHEDULER,
  },
  {
    what: "an init: an orphan's death to gone, p99 of 500",
    unit: 'µs',
    rounds: 5,
    warmUp: 1,
    start: (init) => side(() => orphans(init, 'p99', 1, 500)),
    cause: SCHEDULER,
  },
]

const inits = /** @type {(keyof typeof INITS)[]} */ (Object.keys(INITS))

/** @type {import('../measure').Case[]} */
module.exports = measurements.map(({ what, unit, rounds, warmUp, start, cause }) => ({
  what,
  unit,
  rounds,
  warmUp,
  cause,
  // Not 1.0: an init that is equally good would miss 1.0 in half of the runs.
  target: atMost(1.05),
  startOurs: () => start(ours()),
  peers: inits.map((name) => ({ name, start: () => start(initNamed(name)) })),
}))
