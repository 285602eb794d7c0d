'use strict'

// Checks of the values that users pass in. Each check returns the value, so it reads like an
// assignment.

const { invalidArgType, noOptions, notStarted, outOfRange, unknownOption } = require('./errors')

// The longest delay of setTimeout, in ms.
const MAX_DELAY = 2 ** 31 - 1

// PIDs are positive in the kernel's pid_t, a 32-bit integer.
const MAX_PID = 2 ** 31 - 1

// All calls share this object, so an idle reap() allocates only its result. It has no prototype, so
// no other package can add options to it.
const NO_OPTIONS = Object.freeze({ __proto__: null })

/**
 * Returns the options of a call: the own properties of an object, or nothing. Refuses an unknown
 * option, because a misspelt `exclude` would cost another addon an exit status.
 * @param {unknown} value
 * @param {readonly string[]} known
 * @returns {Record<string, unknown>}
 */
function options(value, known) {
  if (value === undefined) return NO_OPTIONS
  const given = object(value)
  for (const name of Object.keys(given)) {
    if (!known.includes(name)) throw unknownOption(name, known)
  }
  // Has no prototype: properties that another package has added to Object.prototype are no options.
  /** @type {Record<string, unknown>} */
  const own = Object.create(null)
  for (const name of known) if (Object.hasOwn(given, name)) own[name] = given[name]
  return own
}

/**
 * Refuses every option, for a function without options. A caller that passes one mistakes what the
 * function does.
 * @param {unknown} value
 * @param {string} caller
 */
function none(value, caller) {
  if (value === undefined) return
  const [name] = Object.keys(object(value))
  if (name !== undefined) throw noOptions(name, caller)
}

/**
 * @param {unknown} value
 * @returns {Record<string, unknown>}
 */
function object(value) {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    throw invalidArgType('options', 'of type object', value)
  }
  return /** @type {Record<string, unknown>} */ (value)
}

/**
 * @param {unknown} value
 * @param {string} name
 * @param {boolean} missing the value for undefined
 * @returns {boolean}
 */
function boolean(value, name, missing) {
  if (value === undefined) return missing
  if (typeof value !== 'boolean') throw invalidArgType(name, 'of type boolean', value)
  return value
}

/**
 * @param {unknown} value
 * @param {string} name
 * @param {number} min
 * @param {number} max
 * @param {number} [missing] the value for undefined; without it undefined is refused
 * @returns {number}
 */
function integer(value, name, min, max, missing) {
  if (value === undefined && missing !== undefined) return missing
  if (typeof value !== 'number') throw invalidArgType(name, 'of type number', value)
  if (!isInteger(value, min, max)) {
    throw outOfRange(name, `an integer >= ${min} and <= ${max}`, value)
  }
  return value
}

/**
 * Checks a time in ms.
 * @param {unknown} value
 * @param {string} name
 * @param {import('./delays').Delay} delay
 */
function milliseconds(value, name, delay) {
  return integer(value, name, delay.min, MAX_DELAY, delay.default)
}

/**
 * @param {number} value
 * @param {number} min
 * @param {number} max
 */
function isInteger(value, min, max) {
  return Number.isInteger(value) && value >= min && value <= max
}

/**
 * Returns a PID.
 * @param {unknown} value a PID, or an object with a `pid`: a ChildProcess, a terminal of node-pty
 * @param {string} name
 * @returns {number}
 */
function pidOf(value, name) {
  if (typeof value === 'number') return integer(value, name, 1, MAX_PID)
  const isObject = typeof value === 'object' && value !== null
  const { pid } = /** @type {{ pid?: unknown }} */ (isObject ? value : {})
  if (pid !== undefined) return integer(pid, `${name}.pid`, 1, MAX_PID)
  // Loaded here, because reap() does not need the module.
  const { ChildProcess } = require('node:child_process')
  if (value instanceof ChildProcess) throw notStarted(name, value.spawnfile)
  throw invalidArgType(name, 'a PID or an object with a pid, such as a ChildProcess', value)
}

/**
 * Returns a list of PIDs.
 * @param {unknown} value
 * @param {string} name
 * @returns {Int32Array} the PIDs without null elements: `browser.process()` of Puppeteer is null
 *   for a browser that was connected to
 */
function pidsOf(value, name) {
  const iterable = /** @type {Iterable<unknown>} */ (value)
  // Refuses a string, which is an iterable of characters.
  if (
    typeof value !== 'object' ||
    value === null ||
    typeof iterable[Symbol.iterator] !== 'function'
  ) {
    throw invalidArgType(name, 'an iterable of PIDs or objects with a pid', value)
  }
  const numbers = []
  let index = 0
  for (const item of iterable) {
    const element = `${name}[${index++}]`
    if (item !== null) numbers.push(pidOf(item, element))
  }
  return Int32Array.from(numbers)
}

module.exports = {
  MAX_DELAY,
  options,
  none,
  boolean,
  integer,
  isInteger,
  milliseconds,
  pidOf,
  pidsOf,
}
