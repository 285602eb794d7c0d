'use strict'

// zombie-init: its start, what it forwards and reaps, and its end. Every call of its life counts,
// and those of its child up to the exec.

const path = require('node:path')

const { pack } = require('../calls')
const { compile, inject } = require('../injector')
const { sweep } = require('../sweep')

/** @typedef {import('../calls').Fault} Fault */
/** @typedef {import('../injector').Result} Result */

const init = path.join(
  process.env.CARGO_TARGET_DIR ?? path.join(__dirname, '../../target'),
  'init',
  'zombie-init',
)

// The exit code of the program.
const CODE = 7

/**
 * @typedef {object} Scenario
 * @property {string} name
 * @property {'below' | 'pid-1'} [place]
 * @property {1 | 2} [whose]
 * @property {string[]} [options] of zombie-init
 * @property {string} does what programs/program.c does
 * @property {string[]} says the lines that it prints
 * @property {number} [code]
 * @property {string[]} [fatal] the calls without which the init ends, with a message
 * @property {string[]} [leftOut] more calls that do not fail here
 * @property {boolean} [isSlow] left to `--all`
 */

// Nothing starts without these, and nothing is reaped.
const VITAL = ['clone', 'wait4']

/** @type {Scenario[]} */
const scenarios = [
  { name: 'zombie-init: start and end', does: 'nothing', says: [], fatal: VITAL },
  {
    name: 'zombie-init: every option, below another init',
    place: 'below',
    options: ['-s', '-vvv', '-w', '-g', '-p', 'SIGTERM', '-e', '9'],
    does: 'nothing',
    says: [],
    fatal: [...VITAL, 'prctl'],
  },
  { name: 'zombie-init: reap', does: 'orphans', says: Array(3).fill('reaped'), fatal: VITAL },
  {
    name: 'zombie-init: reap, below another init',
    place: 'below',
    options: ['-s'],
    does: 'orphans',
    says: Array(3).fill('reaped'),
    fatal: [...VITAL, 'prctl'],
    isSlow: true,
  },
  { name: 'zombie-init: forward', does: 'signals', says: ['USR1', 'USR2', 'TERM'], fatal: VITAL },
  {
    name: 'zombie-init: forward to a group, with messages',
    options: ['-g', '-vvv'],
    does: 'signals',
    says: ['USR1', 'USR2', 'TERM'],
    fatal: VITAL,
  },
  { name: 'zombie-init: a program that stops', does: 'stops', says: ['continued'], fatal: VITAL },
  {
    name: 'zombie-init: kill after a second',
    options: ['--kill-after', '1'],
    does: 'deaf-ears',
    says: [],
    code: 128 + 9,
    fatal: VITAL,
    // Without it the program cannot be killed, and lives on.
    leftOut: ['kill'],
    isSlow: true,
  },
  { name: 'zombie-init: its child until the exec', whose: 2, does: 'nothing', says: [] },
]

/** @type {string | undefined} */
let program

/** @param {Scenario} scenario */
function attemptOf(scenario) {
  const { place = 'pid-1', whose = 1, options = [], does } = scenario
  program ??= compile('program', ['programs/program.c'])
  const command = [init, ...options, '--', program, does]
  /** @param {Fault | null} fault */
  return (fault) => {
    const result = inject({ place, whose, fault: pack(fault, true), command })
    return { ...result, violations: [...judge(scenario, fault, result)] }
  }
}

/**
 * @param {Scenario} scenario
 * @param {Fault | null} fault
 * @param {Result} result
 * @returns {Generator<string>} what is wrong
 */
function* judge(scenario, fault, result) {
  const { place = 'pid-1', whose = 1, code = CODE, says, fatal = [] } = scenario
  const { end, signal, left, struck } = result
  if (end !== 'ended') yield end
  if (struck > 0 && fault?.action === 'KILL') {
    if (whose === 1 && signal !== 9) yield `ended by signal ${signal}, not by the SIGKILL`
    if (whose === 2 && result.code !== 128 + 9) yield `exit code ${result.code}`
    return
  }
  if (signal !== 0) yield `killed by signal ${signal}`
  if (struck === 0 && left > 0) yield `${left} processes are left`
  if (place === 'pid-1' && left > 0) yield `${left} processes of the PID namespace are left`
  const isFatal = /^\[FATAL zombie-init \(\d+\)\] .* failed: /m.test(result.stderr)
  if (whose === 2 && fault?.call === 'execve') {
    // As a shell does, and as Tini does.
    const expected = { ENOENT: 127, EACCES: 126 }[fault.action] ?? 1
    // After ENOEXEC the shell gets the program, and refuses it.
    if (struck === 0 || (fault.action === 'ENOEXEC' && !fault.lasting)) return
    if (result.code !== expected) yield `exit code ${result.code}`
    if (!isFatal) yield 'no message'
    return
  }
  if (isFatal) {
    if (fault === null || !fatal.includes(fault.call) || isInterruption(fault))
      yield `ended with ${result.stderr.trim()}`
    return
  }
  // An init that hears no signals kills nobody, and the program ends by itself.
  const expected = DEAF.test(result.stderr) && !KILLS.test(result.stderr) ? CODE : code
  if (result.code !== expected) yield `exit code ${result.code}: ${result.stderr.trim()}`
  if (DEAF.test(result.stderr) && (fault === null || isInterruption(fault)))
    yield 'hears no signals any more'
  yield* missing(says, fault, result)
}

/** @param {Fault} fault */
function isInterruption({ action, lasting }) {
  return action === 'EINTR' && !lasting
}

// Without these calls a signal may be lost: the one of the failed call, or all of an init that
// hears none and says so.
const FORWARDS = new Set(['kill', 'rt_sigqueueinfo'])
const DEAF = /does not forward signals/
// After that, too, it may cease to hear signals.
const KILLS = /sending SIGKILL/

/**
 * @param {string[]} says
 * @param {Fault | null} fault
 * @param {Result} result
 */
function* missing(says, fault, { stdout, stderr, struck }) {
  const lines = stdout.split('\n').filter((line) => says.includes(line))
  const lost = says.length - lines.length
  if (lost === 0 || DEAF.test(stderr)) return
  const excused = fault !== null && FORWARDS.has(fault.call) ? struck : 0
  if (lost > excused) yield `${lost} of ${says.length} lines are missing`
}

/**
 * @param {boolean} all
 * @returns {import('../sweep').Sweep[]}
 */
function initSweeps(all) {
  const extent = all ? 'all' : 'part'
  const chosen = scenarios.filter(({ isSlow = false }) => all || !isSlow)
  return chosen.map((scenario) => {
    const { name, leftOut } = scenario
    const run = () => sweep(name, attemptOf(scenario), { extent, kills: true, leftOut })
    return { name, run }
  })
}

module.exports = { initSweeps }
