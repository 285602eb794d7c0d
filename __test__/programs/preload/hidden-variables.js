'use strict'

// Prints the warnings about variables that Deno hides from this program.

const { warnOfHiddenVariables, warnOfNames } = require('../../../lib/preload/environment')

/** @type {string[]} */
const warnings = []
process.emitWarning = (/** @type {any} */ message) => void warnings.push(message)
warnOfHiddenVariables()
warnOfNames()
console.log(JSON.stringify(warnings))
