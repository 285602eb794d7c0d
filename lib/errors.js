'use strict'

// Errors with the codes and the words of Node's own (lib/internal/errors.js), which Node keeps to
// itself.

const { constants } = require('node:os')
const { inspect } = require('node:util')

/**
 * @template {Error} E
 * @param {E} error
 * @param {string} code
 * @returns {E & { code: string }}
 */
function withCode(error, code) {
  return Object.assign(error, { code })
}

/**
 * What a system call would have refused.
 * @param {string} message
 * @param {keyof typeof constants.errno} code
 * @param {string} syscall
 */
function systemError(message, code, syscall) {
  return Object.assign(new Error(message), { errno: -constants.errno[code], code, syscall })
}

/**
 * @param {string} name what was passed, as the caller wrote it
 * @param {string} expected continues "must be"
 * @param {unknown} actual
 */
function invalidArgType(name, expected, actual) {
  const received =
    actual === null || actual === undefined
      ? String(actual)
      : `type ${typeof actual} (${inspect(actual, { depth: 0 })})`
  return withCode(
    new TypeError(`The "${name}" argument must be ${expected}. Received ${received}`),
    'ERR_INVALID_ARG_TYPE',
  )
}

/**
 * @param {string} name
 * @param {string} expected continues "It must be"
 * @param {unknown} actual
 */
function outOfRange(name, expected, actual) {
  return withCode(
    new RangeError(
      `The value of "${name}" is out of range. It must be ${expected}. Received ${inspect(actual)}`,
    ),
    'ERR_OUT_OF_RANGE',
  )
}

/**
 * @param {string} name
 * @param {readonly string[]} known
 */
function invalidArgValue(name, known) {
  return withCode(
    new TypeError(`There is no option "${name}". Expected one of ${known.join(', ')}`),
    'ERR_INVALID_ARG_VALUE',
  )
}

/** @param {string} name */
function unknownSignal(name) {
  return withCode(
    new TypeError(`Unknown signal: ${name}. Expected a name such as SIGTERM or SIGRTMIN+3`),
    'ERR_UNKNOWN_SIGNAL',
  )
}

/**
 * @param {string} one
 * @param {string} other
 */
function incompatibleOptions(one, other) {
  return withCode(
    new TypeError(`Option "${one}" cannot be used in combination with option "${other}"`),
    'ERR_INCOMPATIBLE_OPTION_PAIR',
  )
}

module.exports = {
  withCode,
  systemError,
  invalidArgType,
  invalidArgValue,
  outOfRange,
  unknownSignal,
  incompatibleOptions,
}
