'use strict'

// The arguments of the development commands. A mistake ends a command before the command has done
// anything. The user sees what was expected, what came, and the usage.

const { parseArgs } = require('node:util')

// EX_USAGE of sysexits.h.
const BAD_USAGE = 64

/** @typedef {NonNullable<import('node:util').ParseArgsConfig['options']>} Options */

/**
 * Returns the values of the options of this process.
 * @template {Options} T
 * @param {string} usage
 * @param {T} options
 */
function readOptions(usage, options) {
  const { tokens } = parseArgs({ options, strict: false, tokens: true })
  for (const token of tokens) {
    if (token.kind === 'option-terminator') continue
    const isKnown = token.kind === 'option' && Object.hasOwn(options, token.name)
    if (!isKnown)
      misuse(usage, known(options), token.kind === 'option' ? token.rawName : token.value)
    const { rawName, value, inlineValue } = token
    const takesValue = options[token.name].type === 'string'
    if (!takesValue && value !== undefined) misuse(usage, `no value of ${rawName}`, value)
    // An option is no value, unless the two are one word.
    if (takesValue && (value === undefined || (!inlineValue && value.startsWith('-'))))
      misuse(usage, `a value of ${rawName}`, value)
  }
  return parseArgs({ options }).values
}

/** @param {Options} options */
function known(options) {
  const names = Object.keys(options).map((name) => `--${name}`)
  return names.length === 0 ? 'no arguments' : `one of ${names.join(', ')}`
}

/**
 * Returns the arguments of this process, each of which is one of the names.
 * @param {string} usage
 * @param {readonly string[]} names
 */
function readWords(usage, names) {
  const words = process.argv.slice(2)
  requireNames(usage, '', names, words)
  return words
}

/**
 * @param {string} usage
 * @param {string} what continues "expected"
 * @param {readonly string[]} names
 * @param {string[]} words each must be one of the names
 */
function requireNames(usage, what, names, words) {
  const unknown = words.find((word) => !names.includes(word))
  if (unknown !== undefined) misuse(usage, `${what}one of ${names.join(', ')}`, unknown)
}

/**
 * Ends the process.
 * @param {string} usage
 * @param {string} expected
 * @param {string | undefined} got
 * @returns {never}
 */
function misuse(usage, expected, got) {
  const what = got === undefined ? 'nothing' : JSON.stringify(got)
  console.error(`expected ${expected}, got ${what}\nUsage: ${usage}`)
  process.exit(BAD_USAGE)
}

module.exports = { misuse, readOptions, readWords, requireNames }
