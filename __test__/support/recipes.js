'use strict'

const path = require('node:path')

const { root, runNode } = require('./helpers')

/**
 * Runs one of examples/recipes and returns what it printed. Killed after a minute, since one that
 * waits for a status that was taken would wait for ever.
 * @param {string} name
 * @param {{ args?: string[], under?: string[], env?: NodeJS.ProcessEnv }} [options]
 */
function runRecipe(name, { args = [], ...options } = {}) {
  const recipe = path.join(root, 'examples/recipes', name)
  return runNode([recipe, ...args], { ...options, timeout: 60_000 })
}

module.exports = { runRecipe }
