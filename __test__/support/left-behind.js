'use strict'

// What a recipe leaves behind. This process is a subreaper, so it adopts those processes.

const path = require('node:path')

const { reap } = require('../..')
const { root } = require('./helpers')
const { run } = require('./init-helpers')
const { descendantsOf } = require('./process-table')

/**
 * Runs a recipe to its end, and returns the names of the living processes that it leaves behind.
 * @param {string[]} recipe a file of examples/recipes, and its arguments
 * @param {{ under?: string[], env?: NodeJS.ProcessEnv }} [options]
 */
function runAndLook([name, ...args], { under = [], env = process.env } = {}) {
  const recipe = path.join(root, 'examples/recipes', name)
  const { status, stdout } = run([...under, process.execPath, recipe, ...args], {
    env,
    // A process that is left behind keeps stderr open, so stderr is no pipe.
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return { status, stdout, left: leftBehind() }
}

/**
 * Returns the names of the living descendants of this process. Does not wait: what a program has to
 * end, it ends before it ends itself.
 */
function leftBehind() {
  reap()
  const living = descendantsOf(process.pid).filter(({ state }) => state !== 'Z')
  return living.map(({ name }) => name)
}

module.exports = { leftBehind, runAndLook }
