'use strict'

// Room: helpers that every other room uses, and that know nothing of processes.
//
// Errors with the codes and the words of Node's own errors (lib/internal/errors.js). Node does not
// export those.

const { constants } = require('node:os')
const { inspect } = require('node:util')

// Node's own limit (lib/internal/errors.js, determineSpecificType).
const LONGEST_STRING = 28

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
 * Makes the error that a refused system call would give.
 * @param {string} message
 * @param {keyof typeof constants.errno} code
 * @param {string} syscall
 */
function systemError(message, code, syscall) {
  return Object.assign(new Error(message), { errno: -constants.errno[code], code, syscall })
}

/**
 * Whether no file could be opened, so a failure to read proves nothing.
 * @param {unknown} error
 */
function isOutOfDescriptors(error) {
  const { code } = /** @type {NodeJS.ErrnoException} */ (error ?? {})
  return code === 'EMFILE' || code === 'ENFILE'
}

/**
 * @param {string} name the argument, as the caller writes it
 * @param {string} expected continues "must be"
 * @param {unknown} actual
 */
function invalidArgType(name, expected, actual) {
  return withCode(
    new TypeError(`The "${name}" argument must be ${expected}. Received ${specificType(actual)}`),
    'ERR_INVALID_ARG_TYPE',
  )
}

/**
 * Describes a value in one line, as Node's determineSpecificType() does.
 * @param {unknown} value
 */
function specificType(value) {
  if (value === null || value === undefined) return String(value)
  if (typeof value === 'function') return `function ${value.name}`
  if (typeof value === 'object') {
    const { name } = value.constructor ?? {}
    return name ? `an instance of ${name}` : inspect(value, { depth: -1 })
  }
  const isLong = typeof value === 'string' && value.length > LONGEST_STRING
  const short = isLong ? `${value.slice(0, LONGEST_STRING - 3)}...` : value
  return `type ${typeof value} (${inspect(short)})`
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
function unknownOption(name, known) {
  // Loaded here, as below: a program without mistakes does not need the file.
  const { nearest } = require('./nearest')
  const near = nearest(name, known)
  const hint = near === undefined ? '' : ` Did you mean "options.${near}"?`
  return withCode(
    new TypeError(
      `There is no option "options.${name}".${hint} Expected one of ${known.join(', ')}`,
    ),
    'ERR_INVALID_ARG_VALUE',
  )
}

/**
 * @param {string} name
 * @param {string} caller
 */
function noOptions(name, caller) {
  return withCode(
    new TypeError(`There is no option "options.${name}": ${caller} takes no options`),
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

/**
 * @param {string} name the argument, as the caller writes it
 * @param {string} file the program of the ChildProcess
 */
function notStarted(name, file) {
  const { printable } = require('./printable')
  return withCode(
    new Error(
      `The "${name}" argument has no PID, because ${printable(file)} could not be started. The 'error' event of the ChildProcess says why`,
    ),
    'ERR_ZOMBIE_REAPER_NOT_STARTED',
  )
}

module.exports = {
  withCode,
  systemError,
  isOutOfDescriptors,
  invalidArgType,
  unknownOption,
  noOptions,
  outOfRange,
  unknownSignal,
  incompatibleOptions,
  notStarted,
}
