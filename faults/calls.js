'use strict'

// System calls by name, and a fault packed into the number that the injector takes
// (injector/fault.h).

const { spawnSync } = require('node:child_process')

/**
 * A system call that fails.
 * @typedef {object} Fault
 * @property {string} call
 * @property {number} nth the occurrence that fails, from 1
 * @property {string} action the name of an errno, SHORT or KILL
 * @property {boolean} lasting whether all later occurrences fail as well
 */

// As in injector/fault.h.
const OWN_ACTIONS = new Map([
  ['KILL', 4000],
  ['SHORT', 4001],
])
const CALLS = 512
const [CALL, NTH, ACTION, LASTING, WHOLE, BEGIN] = [0n, 12n, 28n, 40n, 41n, 42n]

// On arm64 some numbers have another name first: `#define __NR_fcntl __NR3264_fcntl`.
const calls = constants('sys/syscall.h', /^#define __NR(?:3264)?_(\w+) (\d+)$/gm)
const errnos = constants('errno.h', /^#define (E\w+) (\d+)$/gm)
const names = new Map([...calls].map(([name, number]) => [number, name]))

/**
 * Asks the compiler for constants of a header. The numbers of system calls differ between
 * processors, and Node does not know every errno.
 * @param {string} header
 * @param {RegExp} pattern
 * @returns {Map<string, number>}
 */
function constants(header, pattern) {
  const { stdout } = spawnSync('cc', ['-E', '-dM', '-'], {
    input: `#include <${header}>`,
    encoding: 'utf8',
  })
  return new Map([...stdout.matchAll(pattern)].map(([, name, number]) => [name, Number(number)]))
}

/**
 * @param {Fault | null} fault null: no call fails, and the calls are counted
 * @param {boolean} whole whether calls about files that are not of /proc count
 * @returns {bigint}
 */
function pack(fault, whole) {
  const begin = (1n << BEGIN) | (BigInt(whole) << WHOLE)
  if (fault === null) return begin
  const { call, nth, action, lasting } = fault
  const number = calls.get(call)
  const errno = OWN_ACTIONS.get(action) ?? errnos.get(action)
  if (number === undefined || errno === undefined) throw new Error(`No ${call} or no ${action}`)
  return (
    begin |
    (BigInt(number) << CALL) |
    (BigInt(nth) << NTH) |
    (BigInt(errno) << ACTION) |
    (BigInt(lasting) << LASTING)
  )
}

/**
 * Reads what pack() has made.
 * @param {bigint} packed
 * @returns {Fault}
 */
function unpack(packed) {
  /** @param {bigint} at @param {bigint} bits */
  const field = (at, bits) => Number((packed >> at) & ((1n << bits) - 1n))
  const value = field(ACTION, 12n)
  const [action] = [...OWN_ACTIONS, ...errnos].find(([, number]) => number === value) ?? ['none']
  return {
    call: names.get(field(CALL, 12n)) ?? 'none',
    nth: field(NTH, 16n),
    action,
    lasting: field(LASTING, 1n) === 1,
  }
}

/**
 * @param {[number | string, number][]} counts by the number of the call
 * @returns {Record<string, number>} by the name of the call
 */
function named(counts) {
  return Object.fromEntries(
    counts.map(([number, count]) => [names.get(Number(number)) ?? `${number}`, count]),
  )
}

module.exports = { CALLS, named, pack, unpack }
