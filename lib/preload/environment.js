'use strict'

// The settings of the preloads, from the environment. What is not as expected is a warning, and the
// default is used.

const { QUARANTINE, SWEEP_INTERVAL } = require('../support/delays')
const { nearest } = require('../support/nearest')
const { printable } = require('../support/printable')
const { MAX_DELAY, isInteger } = require('../support/validate')
const { warn } = require('../support/warn')

const PREFIX = 'ZOMBIE_REAPER_'

// For people. ZOMBIE_REAPER_OUTERMOST is the package's own and near to none of them.
const NAMES = ['QUARANTINE', 'SWEEP_INTERVAL', 'LOG', 'INIT']

/** Those of the automatic mode. */
function reaperSettings() {
  return {
    quarantine: milliseconds('QUARANTINE', QUARANTINE),
    sweepInterval: milliseconds('SWEEP_INTERVAL', SWEEP_INTERVAL),
    names: choice('LOG', ['1', '0']) === '1',
  }
}

/** Whether zombie-reaper/init is to do nothing unless it is in PID 1. */
function isForPid1Only() {
  return choice('INIT', ['only-pid1']) !== undefined
}

/**
 * Warns of slips. Any other name that begins as ours may be somebody else's: the version to install
 * in a Dockerfile, the mark of a job.
 */
function warnOfNames() {
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
 */
function milliseconds(name, { min }) {
  return setting(name, `a whole number of milliseconds from ${min} to ${MAX_DELAY}`, (text) => {
    const value = /^\d+$/.test(text) ? Number(text) : -1
    return isInteger(value, min, MAX_DELAY) ? value : undefined
  })
}

/**
 * @param {string} name
 * @param {string[]} choices
 */
function choice(name, choices) {
  return setting(name, choices.join(' or '), (text) => (choices.includes(text) ? text : undefined))
}

/**
 * @template T
 * @param {string} name
 * @param {string} expected
 * @param {(text: string) => T | undefined} read undefined for what is not as expected
 * @returns {T | undefined} undefined for the default
 */
function setting(name, expected, read) {
  const text = process.env[PREFIX + name]
  // An empty variable is how a Dockerfile takes one away.
  if (text === undefined || text === '') return undefined
  const value = read(text)
  if (value === undefined) {
    warn(`${PREFIX}${name}: expected ${expected}, got "${printable(text)}". The default is used`)
  }
  return value
}

module.exports = { isForPid1Only, reaperSettings, warnOfNames }
