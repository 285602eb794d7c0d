'use strict'

const { withCode } = require('../support/errors')

/**
 * Loads an optional peer dependency. The names are in full at the calls, where bundlers read them.
 * @template T
 * @param {string} name
 * @param {() => T} load
 * @param {string} caller
 * @returns {T}
 * @throws `ERR_ZOMBIE_REAPER_NO_PEER` when the program has not installed it
 */
function peer(name, load, caller) {
  try {
    return load()
  } catch (error) {
    const { code, requireStack } =
      /** @type {NodeJS.ErrnoException & { requireStack?: string[] }} */ (error)
    // Another module may be missing inside the package. Bundlers and Yarn give no stack.
    const isInside = requireStack?.some((file) => file.includes(`/node_modules/${name}/`))
    if (code !== 'MODULE_NOT_FOUND' || isInside) throw error
    const message = `${caller} needs the package ${name}, which is not installed. Run: npm install ${name}`
    throw withCode(new Error(message, { cause: error }), 'ERR_ZOMBIE_REAPER_NO_PEER')
  }
}

module.exports = { peer }
