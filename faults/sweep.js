'use strict'

// The sweep: runs a scenario once for each way in which each of its system calls can fail. As in
// SQLite's tests of I/O errors, the occurrence counts up until the fault no longer strikes.

const { ERRNOS, LEFT_OUT } = require('./errnos')

/** @typedef {import('./calls').Fault} Fault */

/**
 * One run of a scenario.
 * @typedef {object} Attempt
 * @property {number} struck how often the fault has struck
 * @property {Record<string, number>} made the calls that were made
 * @property {string[]} violations the promises that were broken
 */

/**
 * @typedef {object} Summary
 * @property {string} name
 * @property {Record<string, number>} made the calls of a run without a fault
 * @property {number} tried
 * @property {boolean} isSteady whether each run made as many calls; where the time decides, a run
 *   may make more or fewer
 * @property {string[]} violations
 */

/**
 * @typedef {object} Sweep
 * @property {string} name
 * @property {() => Promise<Summary>} run
 */

/**
 * How many faults to try:
 * - `all`: each fault at each occurrence of a call.
 * - `part`: some faults at the first ten occurrences, and the others at the first one.
 * - `little`: some faults at the first occurrence.
 * @typedef {keyof typeof DEPTHS} Extent
 */
const DEPTHS = {
  all: { telling: Infinity, other: Infinity },
  part: { telling: 10, other: 1 },
  little: { telling: 1, other: 0 },
}

/**
 * @param {string} name
 * @param {(fault: Fault | null) => Attempt | Promise<Attempt>} attempt
 * @param {object} how
 * @param {Extent} how.extent
 * @param {boolean} [how.kills] whether to kill the process at each call, too
 * @param {string[]} [how.leftOut] calls that do not fail in this scenario
 * @returns {Promise<Summary>}
 */
async function sweep(name, attempt, { extent, kills = false, leftOut = [] }) {
  const clean = await attempt(null)
  const { made } = clean
  const violations = clean.violations.map((what) => `without a fault: ${what}`)
  let tried = 0
  let isSteady = true
  for (const call of Object.keys(made).toSorted()) {
    if (LEFT_OUT[call] !== undefined || leftOut.includes(call)) continue
    if (ERRNOS[call] === undefined) {
      violations.push(`${call} is in no table of errnos.js`)
      continue
    }
    for (const { action, lasting, isTelling } of waysOf(call, kills)) {
      const depth = DEPTHS[extent][isTelling ? 'telling' : 'other']
      for (let nth = 1; nth <= depth; nth++) {
        const fault = { call, nth, action, lasting }
        const { struck, made: reached, violations: broken } = await attempt(fault)
        const isReached = (reached[call] ?? 0) >= nth
        // Up to the fault, the run is as the one without. It differs where the time decides.
        if (isReached !== nth <= made[call]) isSteady = false
        violations.push(...broken.map((what) => `${told(fault)}: ${what}`))
        // A call that reads a single byte cannot read less.
        if (struck > 0) tried++
        if (!isReached && nth > made[call]) break
      }
    }
  }
  return { name, made, tried, isSteady, violations }
}

// Errors that end by themselves: a program may try again until it succeeds.
const PASSING = new Set(['EINTR', 'SHORT'])

// A filter may refuse these calls with EINTR, and the package must not spin. The standard library
// of Rust makes the other calls again without an end.
const MAY_LAST = new Set(['rt_sigtimedwait EINTR', 'wait4 EINTR', 'waitid EINTR'])

// This error says that the timeout is over. If it comes at once each time, zombie-init has to poll.
const NEVER_LASTS = new Set(['rt_sigtimedwait EAGAIN'])

/**
 * The ways in which a call can fail. The telling ones stand for the others, because most code does
 * not tell one errno from another.
 * @param {string} call
 * @param {boolean} kills
 */
function* waysOf(call, kills) {
  const [first] = ERRNOS[call]
  for (const action of ERRNOS[call]) {
    const way = `${call} ${action}`
    const isPassing = PASSING.has(action)
    yield { action, lasting: false, isTelling: action === first || isPassing }
    if (isPassing ? MAY_LAST.has(way) : !NEVER_LASTS.has(way))
      yield { action, lasting: true, isTelling: false }
  }
  if (kills) yield { action: 'KILL', lasting: false, isTelling: true }
}

/** @param {Fault} fault */
function told({ call, nth, action, lasting }) {
  return `${call} #${nth}${lasting ? ' and later' : ''} ${action}`
}

module.exports = { sweep, told }
