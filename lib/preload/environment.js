'use strict'

// The settings of the preloads, from the environment. A wrong value causes a warning, and the
// default is used.

const { QUARANTINE, SWEEP_INTERVAL } = require('../support/delays')
const { nearest } = require('../support/nearest')
const { environmentVariable, isGranted, isVisible } = require('../support/runtime')
const { printable } = require('../support/printable')
const { MAX_DELAY, isInteger } = require('../support/validate')
const { warn } = require('../support/warn')

const PREFIX = 'ZOMBIE_REAPER_'

// The names for users. ZOMBIE_REAPER_OUTERMOST is internal, and is not near any of them.
const NAMES = ['QUARANTINE', 'SWEEP_INTERVAL', 'LOG', 'INIT']

/**
 * Reads the settings of the automatic mode.
 * @param {(problem: string) => void} tell
 */
function reaperSettings(tell) {
  return {
    quarantine: milliseconds('QUARANTINE', QUARANTINE, tell),
    sweepInterval: milliseconds('SWEEP_INTERVAL', SWEEP_INTERVAL, tell),
    names: choice('LOG', ['1', '0'], tell) === '1',
  }
}

/** Whether zombie-reaper/init must do nothing unless this process is PID 1. */
function isForPid1Only() {
  return choice('INIT', ['only-pid1'], warn) !== undefined
}

/** Warns where Deno hides the variables of the automatic mode, which then works without them. */
function warnOfHiddenVariables() {
  if (
    ['QUARANTINE', 'SWEEP_INTERVAL', 'LOG', 'OUTERMOST'].every((name) => isVisible(PREFIX + name))
  )
    return
  warn(
    `Deno hides the variables ${PREFIX}*, so the defaults are used. Start Deno with --allow-env="${PREFIX}*"`,
  )
}

/**
 * Warns of misspelt names. Other variables with our prefix may have another use: the version to
 * install in a Dockerfile, or the mark of a job.
 */
function warnOfNames() {
  if (!isGranted({ name: 'env' })) return
  for (const variable of Object.keys(process.env)) {
    if (!variable.startsWith(PREFIX)) continue
    const name = variable.slice(PREFIX.length)
    const meant = nearest(name, NAMES)
    if (meant === undefined || meant === name) continue
    warn(`${printable(variable)} is not known and has no effect. Did you mean ${PREFIX}${meant}?`)
  }
}

/**
 * @param {string} name
 * @param {import('../support/delays').Delay} delay
 * @param {(problem: string) => void} tell
 */
function milliseconds(name, { min }, tell) {
  const expected = `a whole number of milliseconds from ${min} to ${MAX_DELAY}`
  /** @param {string} text */
  const read = (text) => {
    const value = /^\d+$/.test(text) ? Number(text) : -1
    return isInteger(value, min, MAX_DELAY) ? value : undefined
  }
  return setting(name, expected, read, tell)
}

/**
 * @param {string} name
 * @param {string[]} choices
 * @param {(problem: string) => void} tell
 */
function choice(name, choices, tell) {
  /** @param {string} text */
  const read = (text) => (choices.includes(text) ? text : undefined)
  return setting(name, choices.join(' or '), read, tell)
}

/**
 * @template T
 * @param {string} name
 * @param {string} expected
 * @param {(text: string) => T | undefined} read returns undefined for a wrong value
 * @param {(problem: string) => void} tell
 * @returns {T | undefined} undefined for the default
 */
function setting(name, expected, read, tell) {
  const text = environmentVariable(PREFIX + name)
  // A Dockerfile cannot unset a variable, so it sets the variable to the empty string.
  if (text === undefined || text === '') return undefined
  const value = read(text)
  if (value === undefined) {
    tell(`${PREFIX}${name}: expected ${expected}, got "${printable(text)}". The default is used`)
  }
  return value
}

module.exports = { isForPid1Only, reaperSettings, warnOfHiddenVariables, warnOfNames }
