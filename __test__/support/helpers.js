'use strict'

const { execFile, spawnSync } = require('node:child_process')
const fs = require('node:fs')
const os = require('node:os')
const path = require('node:path')
const { setTimeout: delay } = require('node:timers/promises')
const { promisify } = require('node:util')

const { reap } = require('../..')
const { descendantsOf, processInfo } = require('./process-table')

// In ms. The tests run on slow and busy machines too, and only a defect takes this long. Below
// AddressSanitizer each fork copies the page tables of far more memory.
const HANG = process.env.ASAN_OPTIONS ? 3_000_000 : 300_000

const root = path.join(__dirname, '../..')

/** @param {string} name */
function program(name) {
  return path.join(__dirname, '../programs', name)
}

/** @type {string[]} */
const folders = []
process.on('exit', () => {
  for (const folder of folders) fs.rmSync(folder, { recursive: true, force: true })
})

/** @returns {string} a new folder, which is removed when this process ends */
function temporaryFolder() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'zombie-reaper-'))
  folders.push(folder)
  return folder
}

/**
 * Waits until the condition holds and returns the value of the condition. Checks every few
 * milliseconds, and gives up when only a defect can be the reason.
 * @template T
 * @param {() => T} condition
 * @param {string} what
 * @returns {Promise<NonNullable<Awaited<T>>>}
 */
async function until(condition, what, ms = HANG) {
  const deadline = Date.now() + ms
  for (;;) {
    const value = await condition()
    if (value) return value
    if (Date.now() > deadline) throw new Error(`Waited ${ms} ms in vain until ${what}`)
    await delay(5)
  }
}

/**
 * @param {number} pid
 * @returns {Promise<unknown>} resolves when the process is a zombie
 */
function untilZombie(pid) {
  return until(() => processInfo(pid)?.state === 'Z', `process ${pid} is a zombie`)
}

/**
 * @param {number | undefined} pid of a `sleep` that has been started
 * @returns {Promise<unknown>} resolves when the exec is over, and the process sleeps
 */
function untilAsleep(pid = 0) {
  return until(() => {
    const { name, state } = processInfo(pid) ?? {}
    return name === 'sleep' && state === 'S'
  }, `process ${pid} sleeps`)
}

/**
 * Returns the environment in which every Node program loads this file first.
 * @param {string} name a file of __test__/programs
 */
function preloading(name) {
  return { ...process.env, NODE_OPTIONS: `--require "${program(name)}"` }
}

/**
 * Calls reap() until it has taken these processes. A thread that runs by chance makes reap() leave a
 * zombie for the next call.
 * @param {number[]} pids zombies
 * @param {import('../..').ReapOptions} [options]
 * @returns {Promise<import('../..').ReapedProcess[]>} the processes that were taken
 */
async function untilReaped(pids, options) {
  /** @type {import('../..').ReapedProcess[]} */
  const taken = []
  await until(() => {
    taken.push(...reap(options))
    return pids.every((pid) => taken.some((one) => one.pid === pid))
  }, `${pids} are reaped`)
  return taken
}

/** Reaps until this process, a subreaper, has no descendants. */
function untilNothingIsLeft() {
  return until(
    () => {
      reap()
      return descendantsOf(process.pid).length === 0
    },
    'nothing is left',
    // Below the half minute for which the demo waits for an event that does not come.
    15_000,
  )
}

/**
 * Runs a Node program to its end and parses its output as JSON.
 * @param {string[]} args
 * @param {{ under?: string[], timeout?: number, env?: NodeJS.ProcessEnv }} [options] `under`: the
 *   command that starts the program, such as IN_NAMESPACE
 */
async function runNode(args, { under = [], timeout = HANG, env = process.env } = {}) {
  const [command, ...rest] = [...under, process.execPath, ...args]
  const { stdout } = await promisify(execFile)(command, rest, {
    timeout,
    env,
    killSignal: 'SIGKILL',
    maxBuffer: 2 ** 28,
  })
  return JSON.parse(stdout)
}

// Runs Node as PID 1 of a PID namespace with its own /proc. All processes in the namespace die with
// unshare.
const IN_NAMESPACE = [
  'unshare',
  ...(process.getuid?.() === 0 ? [] : ['--user', '--map-root-user']),
  '--pid',
  '--fork',
  '--mount-proc',
  '--kill-child',
]

// The same, with the /proc of this namespace.
const IN_FOREIGN_PROC = IN_NAMESPACE.filter((argument) => argument !== '--mount-proc')

// Hides all of /proc from a program. Runs in a mount namespace, as in IN_NAMESPACE.
const HIDE_PROC = ['sh', '-c', 'mount -t tmpfs none /proc && exec "$@"', 'sh']

/**
 * Returns the reason to skip a test that this machine cannot run, or false. In CI no test may be
 * skipped, so there the function returns false and the test itself fails.
 * @param {boolean} possible
 * @param {string} reason
 * @returns {string | false}
 */
function skipUnless(possible, reason) {
  return possible || process.env.ZOMBIE_REAPER_TEST_ALL === '1' ? false : reason
}

const skipWithoutNamespace = skipUnless(
  spawnSync(IN_NAMESPACE[0], [...IN_NAMESPACE.slice(1), 'true']).status === 0,
  'needs PID namespaces',
)
const skipWithoutRoot = skipUnless(process.getuid?.() === 0, 'needs root')

/** ps names this process "node", in Node 24 "MainThread", and in Node 26 "node-MainThread". */
const nodeName = readOrEmpty('/proc/self/comm').trim()

// cgroup v1 has its own hierarchy for PIDs. In v2 a group has pids.max if its parent delegates
// pids.
const V1 = '/sys/fs/cgroup/pids'
const PIDS_CGROUP = fs.existsSync(V1) ? V1 : '/sys/fs/cgroup'
const skipWithoutPidsCgroup =
  skipWithoutRoot ||
  skipUnless(
    PIDS_CGROUP === V1 || /\bpids\b/.test(readOrEmpty(`${PIDS_CGROUP}/cgroup.subtree_control`)),
    'needs a pids cgroup',
  )

/** @param {string} file */
function readOrEmpty(file) {
  try {
    return fs.readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

const skipWithoutStrace = skipUnless(
  spawnSync('strace', ['--version']).status === 0,
  'needs strace',
)

/**
 * Runs a Node program like runNode(), and returns the system calls of all its threads and children.
 * Each call is one line, "PID name(arguments) = result". The calls of a thread follow one another.
 * @param {string[]} args
 */
async function traceSystemCalls(args) {
  const folder = temporaryFolder()
  // One file for each thread: in a common file, strace splits a call that others interrupt.
  await runNode(args, { under: ['strace', '-ff', '-o', path.join(folder, 'thread')] })
  return fs.readdirSync(folder).flatMap((file) => {
    const pid = path.extname(file).slice(1)
    const calls = fs.readFileSync(path.join(folder, file), 'utf8').trim().split('\n')
    return calls.map((call) => `${pid} ${call}`)
  })
}

/**
 * Copies the package.
 * @param {string} [copy] the target folder; by default a temporary folder
 */
function copyPackage(copy = temporaryFolder()) {
  const native = fs.readdirSync(root).filter((file) => file.endsWith('.node'))
  for (const file of [
    'package.json',
    'index.js',
    'auto.js',
    'init.js',
    'metrics.js',
    'zombie-init',
    'bin',
    'lib',
    ...native,
  ]) {
    fs.cpSync(path.join(root, file), path.join(copy, file), { recursive: true })
  }
  return copy
}

/**
 * Returns every signal whose default action terminates a process: 23 of 1 to 31, and the real-time
 * signals. The list does not come from the package, so the package cannot check its own table.
 * @returns {[name: string, number: number][]}
 */
function deadlySignals() {
  const spared = ['CHLD', 'CONT', 'URG', 'WINCH', 'STOP', 'TSTP', 'TTIN', 'TTOU']
  // UNUSED is an alias of SYS in musl.
  const aliases = ['IOT', 'POLL', 'UNUSED']
  const names = Object.entries(os.constants.signals).filter(
    ([name]) => ![...spared, ...aliases].includes(name.slice('SIG'.length)),
  )
  for (let i = 0; i <= 30; i++) names.push([i === 0 ? 'SIGRTMIN' : `SIGRTMIN+${i}`, 34 + i])
  return names
}

/**
 * Whether a signal is in a set of a process (proc_pid_status(5)).
 * @param {'SigCgt' | 'SigIgn' | 'ShdPnd'} set
 * @param {number} signal
 * @param {number | 'self'} [pid]
 */
function isInSignalSet(set, signal, pid = 'self') {
  const status = fs.readFileSync(`/proc/${pid}/status`, 'utf8')
  const [, mask] = new RegExp(`^${set}:\\t(\\w+)$`, 'm').exec(status) ?? []
  return ((BigInt(`0x${mask}`) >> BigInt(signal - 1)) & 1n) === 1n
}

/** Whether this process handles SIGCHLD. libuv has a handler while somebody listens. */
function catchesSigchld() {
  return isInSignalSet('SigCgt', os.constants.signals.SIGCHLD)
}

/**
 * Compiles a C program or library of __test__/programs into a temporary folder.
 * @param {string} name
 * @param {string[]} [flags]
 * @returns {string} its path
 */
function compile(name, flags = []) {
  const output = path.join(temporaryFolder(), path.basename(name, '.c'))
  const { status, stderr } = spawnSync(
    'cc',
    ['-O2', '-Wall', '-Werror', ...flags, '-o', output, program(name), '-lpthread'],
    {
      encoding: 'utf8',
    },
  )
  if (status !== 0) throw new Error(`cc failed:\n${stderr}`)
  return output
}

/**
 * Starts a command as an orphan: its parent has ended, so the nearest reaper adopts it. The orphan
 * is killed when the test ends, unless it has ended before.
 * @param {import('node:test').TestContext} t
 * @param {string} command for the shell
 * @returns {number} its PID
 */
function startOrphan(t, command) {
  // The orphan does not inherit the shell's output: that pipe would stay open until the orphan
  // ends. "exec" replaces the shell: dash would go on and reap its zombies after each command.
  const { stdout } = spawnSync('/bin/sh', ['-c', `${command} >/dev/null & exec echo $!`], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const pid = Number(stdout)
  const start = processInfo(pid)?.start
  t.after(() => {
    // On a busy machine the PID may belong to another process by now.
    if (start !== undefined && processInfo(pid)?.start === start) process.kill(pid, 'SIGKILL')
  })
  return pid
}

module.exports = {
  HANG,
  HIDE_PROC,
  IN_FOREIGN_PROC,
  IN_NAMESPACE,
  PIDS_CGROUP,
  catchesSigchld,
  compile,
  copyPackage,
  deadlySignals,
  isInSignalSet,
  nodeName,
  preloading,
  program,
  root,
  runNode,
  skipUnless,
  skipWithoutNamespace,
  skipWithoutPidsCgroup,
  skipWithoutRoot,
  skipWithoutStrace,
  startOrphan,
  temporaryFolder,
  traceSystemCalls,
  until,
  untilAsleep,
  untilNothingIsLeft,
  untilReaped,
  untilZombie,
}
