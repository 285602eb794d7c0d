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
    const { code, message: reason } = /** @type {NodeJS.ErrnoException} */ (error)
    // Another module may be missing inside the package. Yarn has messages of its own.
    const [, missing = name] = /^Cannot find module '([^']+)'/.exec(reason) ?? []
    if (code !== 'MODULE_NOT_FOUND' || missing !== name) throw error
    const message = `${caller} needs the package ${name}, which is not installed. Run: npm install ${name}`
    throw withCode(new Error(message, { cause: error }), 'ERR_ZOMBIE_REAPER_NO_PEER')
  }
}

module.exports = { peer }
