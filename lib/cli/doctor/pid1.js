'use strict'

// What PID 1 is, and what the kernel does with signals for it.

const { constants } = require('node:os')
const path = require('node:path')

const { argv } = require('../../proc/argv')
const { readProc, readStat } = require('../../proc/files')

/** @typedef {'init' | 'node' | 'package-manager' | 'shell' | 'pause' | 'other'} Kind */

/**
 * @typedef {object} Pid1
 * @property {1} pid
 * @property {string} name
 * @property {string[]} argv
 * @property {Kind} kind
 * @property {boolean} isThisCommand
 * @property {boolean} handlesSigchld
 * @property {boolean} dropsSigterm
 */

/** @type {[Kind, RegExp][]} by the name of the program or of its script */
const KINDS = [
  ['package-manager', /^(npm|npx|yarn|yarnpkg|pnpm|pnpx|corepack)(-cli)?(\.c?js)?$/],
  [
    'init',
    /^(zombie-init|tini|tini-static|docker-init|dumb-init|catatonit|systemd|init|s6-svscan|runit|supervisord|podman-init)$/,
  ],
  ['pause', /^pause$/],
  ['node', /^(node|nodejs|bun|deno)$/],
  ['shell', /^-?(sh|bash|dash|ash|zsh|ksh|busybox)$/],
]

/** @returns {Pid1 | null} null when this process cannot see PID 1 */
function pid1Here() {
  const stat = readStat(1)
  const status = stat === null ? null : readProc(1, 'status')
  if (stat === null || status === null) return null
  const command = argv(1)
  const catches = signalSet(status, 'SigCgt')
  const kind = kindOf(stat.name, command)
  return {
    pid: 1,
    name: stat.name,
    argv: command,
    kind,
    isThisCommand: process.pid === 1,
    handlesSigchld: catches('SIGCHLD'),
    dropsSigterm: !catches('SIGTERM') && !blocksSigterm(kind, status),
  }
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
 * @param {string} name
 * @param {string[]} command
 * @returns {Kind}
 */
function kindOf(name, [program = '', script = '']) {
  // npm writes "npm start" over its own command line.
  const [first] = program.split(' ')
  const names = [path.basename(script), path.basename(first), name]
  // The name of a script tells npm from any other program of Node.
  for (const [kind, pattern] of KINDS) {
    const candidates = kind === 'package-manager' ? names : names.slice(1)
    if (candidates.some((one) => pattern.test(one))) return kind
  }
  return 'other'
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
