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
 * @property {boolean} handlesSigchld
 * @property {boolean | null} dropsSigterm null when /proc does not tell
 */

/** @returns {Pid1 | null} null when this process cannot see PID 1 */
function pid1Here() {
  const stat = readStat(1)
  if (stat === null) return null
  const status = readProc(1, 'status') ?? ''
  const command = readArguments(1)
  const catches = signalSet(status, 'SigCgt')
  const kind = kindOf(stat.name, command)
  return {
    pid: 1,
    name: stat.name,
    argv: command,
    kind,
    isThisCommand: process.pid === 1,
    handlesSigchld: catches('SIGCHLD'),
    dropsSigterm: catches('SIGTERM') ? dropsCaught(kind) : !blocksSigterm(kind, status),
  }
}

/**
 * Node catches SIGTERM itself, to restore the terminal, and then sends the signal to itself again
 * with the default action (src/node.cc, SignalExit), which the kernel drops. /proc does not show
 * whether the program has a handler of its own.
 * @param {Kind} kind
 */
function dropsCaught(kind) {
  return kind === 'node' ? null : false
}

/**
 * Whether PID 1 blocks SIGTERM. The kernel drops a signal for PID 1 whose action is the default,
 * unless the signal is blocked (kernel/signal.c, sig_ignored).
 *
 * An init blocks the signals and waits for them with sigtimedwait(2). The kernel unblocks them
 * during this call (do_sigtimedwait), so /proc shows them as blocked only between two calls.
 * @param {Kind} kind
 * @param {string} status
 */
function blocksSigterm(kind, status) {
  return (
    kind === 'init' ||
    signalSet(status, 'SigBlk')('SIGTERM') ||
    /sigtimedwait/.test(readProc(1, 'wchan') ?? '')
  )
}

/**
 * @param {string} status
 * @param {'SigCgt' | 'SigBlk'} field
 */
function signalSet(status, field) {
  const [, mask = '0'] = new RegExp(`^${field}:\t(\\w+)$`, 'm').exec(status) ?? []
  return (/** @type {'SIGCHLD' | 'SIGTERM'} */ name) =>
    (BigInt(`0x${mask}`) & (1n << BigInt(constants.signals[name] - 1))) !== 0n
}

module.exports = { pid1Here }
