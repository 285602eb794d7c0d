'use strict'

// What PID 1 is, and what the kernel does with signals for it.

const { constants } = require('node:os')

const { readArguments, readProc, readStat } = require('../../proc/files')
const { kindOf } = require('./kind')

/** @typedef {import('./kind').Kind} Kind */

/**
 * @typedef {object} Pid1
 * @property {1} pid
 * @property {string} name
 * @property {string[]} argv
 * @property {Kind} kind
 * @property {boolean} isThisCommand
 * @property {boolean | null} handlesSigchld null when /proc does not tell
 * @property {boolean | null} dropsSigterm null when /proc does not tell
 */

/** @returns {Pid1 | null} null when this process cannot see PID 1 */
function pid1Here() {
  const stat = readStat(1)
  if (stat === null) return null
  const status = readProc(1, 'status') ?? ''
  const command = readArguments(1)
  const kind = kindOf(stat.name, command)
  return {
    pid: 1,
    name: stat.name,
    argv: command,
    kind,
    isThisCommand: process.pid === 1,
    handlesSigchld: isInSet(status, 'SigCgt', 'SIGCHLD'),
    dropsSigterm: dropsSigterm(kind, status),
  }
}

/**
 * The kernel drops a signal for PID 1 whose action is the default, unless the signal is blocked
 * (kernel/signal.c, sig_ignored).
 *
 * Node catches SIGTERM itself, to restore the terminal, and then sends the signal to itself again
 * with the default action (src/node.cc, SignalExit), which the kernel drops. /proc does not show
 * whether the program has a handler of its own.
 *
 * Other programs block the signals and wait for them with sigtimedwait(2). The kernel unblocks them
 * during this call (do_sigtimedwait), so /proc shows them as blocked only between two calls.
 * @param {Kind} kind
 * @param {string} status
 */
function dropsSigterm(kind, status) {
  if (kind === 'init') return false
  const catches = isInSet(status, 'SigCgt', 'SIGTERM')
  if (catches === null || (catches && kind === 'node')) return null
  const blocks =
    isInSet(status, 'SigBlk', 'SIGTERM') || /sigtimedwait/.test(readProc(1, 'wchan') ?? '')
  return !catches && !blocks
}

/**
 * @param {string} status
 * @param {'SigCgt' | 'SigBlk'} field
 * @param {'SIGCHLD' | 'SIGTERM'} name
 * @returns {boolean | null} null when /proc does not show the signals, as in gVisor
 */
function isInSet(status, field, name) {
  const mask = new RegExp(`^${field}:\t(\\w+)`, 'm').exec(status)?.[1]
  if (mask === undefined) return null
  return (BigInt(`0x${mask}`) & (1n << BigInt(constants.signals[name] - 1))) !== 0n
}

module.exports = { pid1Here }
