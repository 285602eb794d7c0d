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
    const { message } = /** @type {Error} */ (error)
    throw new UsageError(wrongOption(args, options) ?? printable(message))
  }
}

/**
 * Node's own messages name no near option, and call an option without its value ambiguous.
 * @param {string[]} args
 * @param {Options} options
 */
function wrongOption(args, options) {
  const { tokens } = parseArgs({ args, options, strict: false, tokens: true })
  for (const token of tokens) {
    if (token.kind !== 'option') continue
    if (!Object.hasOwn(options, token.name)) {
      const names = Object.keys(options).map((name) => `--${name}`)
      return `unknown option ${printable(token.rawName)}.${suggestion(token.rawName, names)}`
    }
    if (options[token.name].type === 'string' && lacksValue(token))
      return `${token.rawName} needs a value`
  }
  return undefined
}

/**
 * Whether an option has no value, or has taken the next option as its value.
 * @param {{ value?: string, inlineValue?: boolean }} token
 */
function lacksValue({ value, inlineValue }) {
  return value === undefined || (!inlineValue && /^-./.test(value))
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
