'use strict'

const path = require('node:path')

const { root, runNode } = require('./helpers')

/**
 * Runs a recipe of examples/recipes and returns its output. Kills a recipe that does not
 * end: a recipe whose status was taken would wait for ever.
 * @param {string} name
 * @param {{ args?: string[], under?: string[], env?: NodeJS.ProcessEnv }} [options]
 */
function runRecipe(name, { args = [], ...options } = {}) {
  const recipe = path.join(root, 'examples/recipes', name)
  return runNode([recipe, ...args], options)
}

module.exports = { runRecipe }
