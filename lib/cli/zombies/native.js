'use strict'

// The functions of the package that need the native part. Loading them throws without it.

/**
 * @template T
 * @param {() => T} ask
 * @returns {{ value: T, error?: undefined } | { value?: undefined, error: NodeJS.ErrnoException }}
 */
function attempt(ask) {
  try {
    return { value: ask() }
  } catch (error) {
    return { error: /** @type {NodeJS.ErrnoException} */ (error) }
  }
}

/** Loads the native part, or says why it cannot be loaded. */
function nativePart() {
  return attempt(() => require('../../native/binding').binding)
}

function pidUsage() {
  return attempt(() => require('../../inspect/pid-usage').pidUsage())
}

function zombies() {
  return attempt(() => require('../../inspect/zombies').zombies())
}

module.exports = { nativePart, pidUsage, zombies }
