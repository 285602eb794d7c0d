'use strict'

const fs = require('node:fs')

/**
 * Opens files until no descriptor is left.
 * @returns {() => void} closes the files
 */
function openEverything() {
  /** @type {number[]} */
  const opened = []
  try {
    for (;;) opened.push(fs.openSync('/dev/null', 'r'))
  } catch (error) {
    if (/** @type {any} */ (error).code !== 'EMFILE') throw error
  }
  return () => opened.forEach((descriptor) => fs.closeSync(descriptor))
}

module.exports = { openEverything }
