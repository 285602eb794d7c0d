'use strict'

const path = require('node:path')

const { IN_NAMESPACE, program, root, runNode, skipWithoutNamespace } = require('./helpers')

// In a script: the reaper that runs in its process, or undefined.
const RUNNING = `process.getBuiltinModule('node:events')[Symbol.for('zombie-reaper')]?.reaper`

/**
 * The environment in which every Node program starts with the automatic mode.
 * @param {NodeJS.ProcessEnv} [more]
 */
function withAuto(more) {
  const auto = path.join(root, 'auto.js')
  return { ...process.env, NODE_OPTIONS: `--require "${auto}"`, ...more }
}

/**
 * Runs one of __test__/programs with it. A program that waits for a status that was taken would
 * wait for ever: after a minute it is killed.
 * @param {string} name
 * @param {string[]} under
 */
function runWithAuto(name, under = [], env = withAuto()) {
  return runNode([program(name)], { under, env, timeout: 60_000 })
}

/** @type {[place: string, under: string[], skip: string | false][]} where the reaper works */
const PLACES = [
  ['as PID 1', IN_NAMESPACE, skipWithoutNamespace],
  ['as a subreaper', [], false],
]

module.exports = { PLACES, RUNNING, runWithAuto, withAuto }
