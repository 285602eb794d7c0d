'use strict'

const path = require('node:path')

const { IN_NAMESPACE, program, root, runNode, skipWithoutNamespace } = require('./helpers')

// For scripts: the reaper that runs in the process of the script, or undefined.
const RUNNING = `process.getBuiltinModule('node:events')[Symbol.for('zombie-reaper')]?.reaper`

/**
 * Returns the environment in which every Node program starts with the automatic mode.
 * @param {NodeJS.ProcessEnv} [more]
 */
function withAuto(more) {
  const auto = path.join(root, 'auto.js')
  return { ...process.env, NODE_OPTIONS: `--require "${auto}"`, ...more }
}

/**
 * Runs a program of __test__/programs with the automatic mode. Kills a program that does not
 * end: a program whose status was taken would wait for ever.
 * @param {string} name
 * @param {string[]} under
 */
function runWithAuto(name, under = [], env = withAuto()) {
  return runNode([program(name)], { under, env })
}

/** @type {[place: string, under: string[], skip: string | false][]} where the reaper works */
const PLACES = [
  ['as PID 1', IN_NAMESPACE, skipWithoutNamespace],
  ['as a subreaper', [], false],
]

module.exports = { PLACES, RUNNING, runWithAuto, withAuto }
