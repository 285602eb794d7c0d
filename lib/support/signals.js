'use strict'

// Signal numbers and their names, Linux's, real-time signals included.

const { constants } = require('node:os')

const { invalidArgType, outOfRange, unknownSignal } = require('./errors')

// 34 on every libc: glibc keeps 32 and 33 for itself and musl 34 too, but what the kernel delivers
// and a shell's kill -l prints is glibc's counting.
const RTMIN = 34
const RTMAX = 64

// Their default action is not to terminate (signal(7)): a process sent one of these lives on.
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

// The first name of a number is the usual one: SIGABRT before SIGIOT, SIGIO before SIGPOLL.
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
 * The name of a signal: "SIGTERM", "SIGRTMIN", "SIGRTMIN+3". The two that glibc keeps for itself
 * are "SIGRTMIN-2" and "SIGRTMIN-1".
 * @param {number} number
 * @returns {import('../..').ExitSignal}
 */
function signalName(number) {
  return /** @type {import('../..').ExitSignal} */ (names[number] ?? `SIG${number}`)
}

/**
 * @param {unknown} name
 * @param {string} option what to call it in an error
 * @returns {number}
 */
function signalNumber(name, option) {
  if (typeof name !== 'string') throw invalidArgType(option, 'of type string', name)
  const number = numbers.get(name)
  if (number === undefined) throw unknownSignal(name)
  return number
}

/**
 * The number of a signal that a process dies of.
 * @param {unknown} name
 * @param {string} option what to call it in an error
 * @returns {number}
 */
function deadlySignal(name, option) {
  const number = signalNumber(name, option)
  if (HARMLESS.has(String(name))) {
    throw outOfRange(
      option,
      `a signal whose default action is to terminate (none of ${[...HARMLESS].join(', ')})`,
      name,
    )
  }
  return number
}

module.exports = { signalName, signalNumber, deadlySignal }
