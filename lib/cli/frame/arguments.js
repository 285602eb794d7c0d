'use strict'

// Room: what every command uses: arguments, errors of usage, and text for a terminal.

const { parseArgs } = require('node:util')

const { nearest } = require('../../support/nearest')
const { printable } = require('../../support/printable')

/** A mistake of the user on the command line. The command then exits with 64 (EX_USAGE). */
class UsageError extends Error {}

/** @typedef {Record<string, { type: 'boolean' | 'string', short?: string }>} Options */

/**
 * @typedef {object} Command
 * @property {string} help
 * @property {Options} options
 * @property {(input: Input) => number | Promise<number>} run returns the exit code
 */

/**
 * @typedef {object} Input
 * @property {Record<string, string | boolean | undefined>} values
 * @property {string[]} positionals
 * @property {string[] | undefined} rest everything after the first `--`
 * @property {import('./terminal').Terminal} out
 */

/**
 * Parses the arguments of a command.
 * @param {string[]} args
 * @param {Options} options
 * @throws {UsageError}
 */
function parse(args, options) {
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
    return {
      values: /** @type {Record<string, string | boolean | undefined>} */ (values),
      positionals,
    }
  } catch (error) {
    throw new UsageError(unknownOption(args, options) ?? sentence(/** @type {Error} */ (error)))
  }
}

/**
 * Node's own message names no near option.
 * @param {string[]} args
 * @param {Options} options
 */
function unknownOption(args, options) {
  const { tokens } = parseArgs({ args, options, strict: false, tokens: true })
  for (const token of tokens) {
    if (token.kind !== 'option' || Object.hasOwn(options, token.name)) continue
    const names = Object.keys(options).map((name) => `--${name}`)
    return `unknown option ${printable(token.rawName)}.${suggestion(token.rawName, names)}`
  }
  return undefined
}

/** @param {Error} error */
function sentence({ message }) {
  return printable(message.split('\n')[0])
}

/**
 * @param {string} text
 * @param {readonly string[]} words
 * @returns {string} starts with a blank
 */
function suggestion(text, words) {
  const near = nearest(text, words)
  return near === undefined ? ` Expected one of ${words.join(', ')}` : ` Did you mean ${near}?`
}

/**
 * Refuses words where a command takes none.
 * @param {string[]} positionals
 */
function noWords(positionals) {
  if (positionals.length > 0)
    throw new UsageError(`unexpected argument "${printable(positionals[0])}"`)
}

module.exports = { UsageError, noWords, parse, suggestion }
