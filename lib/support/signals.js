'use strict'

// Signal numbers of Linux and their names, including the real-time signals.

const { constants } = require('node:os')

const { invalidArgType, outOfRange, unknownSignal } = require('./errors')

// 34 on every libc. glibc reserves 32 and 33, and musl reserves 34 too. The kernel delivers numbers
// in glibc's counting, and `kill -l` of a shell prints names in that counting.
const RTMIN = 34
const RTMAX = 64

// The default action of these signals is not to terminate (signal(7)): the process lives on.
const HARMLESS = new Set([
  'SIGCHLD',
  'SIGCONT',
  'SIGURG',
  'SIGWINCH',
  'SIGSTOP',
  'SIGTSTP',
  'SIGTTIN',
  'SIGTTOU',
])

/** @type {Map<string, number>} */
const numbers = new Map(Object.entries(constants.signals))
/** @type {string[]} */
const names = []

// The first name of a number is the usual name: SIGABRT before SIGIOT, SIGIO before SIGPOLL.
for (const [name, number] of numbers) names[number] ??= name
for (let number = 32; number <= RTMAX; number++) {
  const distance = number - RTMIN
  const name = distance === 0 ? 'SIGRTMIN' : `SIGRTMIN${distance > 0 ? '+' : ''}${distance}`
  names[number] = name
  if (distance < 0) continue
  numbers.set(name, number)
  numbers.set(number === RTMAX ? 'SIGRTMAX' : `SIGRTMAX-${RTMAX - number}`, number)
}

/**
 * Returns the name of a signal: "SIGTERM", "SIGRTMIN", "SIGRTMIN+3". The two signals that glibc
 * reserves are "SIGRTMIN-2" and "SIGRTMIN-1".
 * @param {number} number
 * @returns {import('../..').ExitSignal}
 */
function signalName(number) {
  return /** @type {import('../..').ExitSignal} */ (names[number] ?? `SIG${number}`)
}

/**
 * Returns the number of a signal.
 * @param {unknown} name
 * @param {string} option the name of the option in an error
 * @returns {number}
 */
function signalNumber(name, option) {
  if (typeof name !== 'string') throw invalidArgType(option, 'of type string', name)
  const number = numbers.get(name)
  if (number === undefined) throw unknownSignal(name)
  return number
}

/**
 * Returns the number of a signal that ends a process.
 * @param {unknown} name
 * @param {string} option the name of the option in an error
 * @returns {number}
 */
function deadlySignal(name, option) {
  const number = signalNumber(name, option)
  if (HARMLESS.has(String(name))) {
    throw outOfRange(
      option,
      `a signal whose default action is to terminate the process, and none of ${[...HARMLESS].join(', ')}`,
      name,
    )
  }
  return number
}

module.exports = { signalName, signalNumber, deadlySignal }
