'use strict'

const { execFile, spawnSync } = require('node:child_process')
const fs = require('node:fs')
const os = require('node:os')
const path = require('node:path')
const { setTimeout: delay } = require('node:timers/promises')
const { promisify } = require('node:util')

const { reap } = require('../..')
const { descendantsOf, processInfo } = require('./process-table')

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

/** @returns {string} a new folder, which is gone when this process has ended */
function temporaryFolder() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'zombie-reaper-'))
  folders.push(folder)
  return folder
}

/**
 * Waits until the condition holds and returns what it returned. Looks every few milliseconds, and
 * gives up after a time that only a defect takes.
 * @template T
 * @param {() => T} condition
 * @param {string} what
 * @returns {Promise<NonNullable<Awaited<T>>>}
 */
async function until(condition, what, seconds = 60) {
  const deadline = Date.now() + seconds * 1000
  for (;;) {
    const value = await condition()
    if (value) return value
    if (Date.now() > deadline) throw new Error(`Waited ${seconds} s in vain until ${what}`)
    await delay(5)
  }
}

/**
 * @param {number} pid
 * @returns {Promise<unknown>} when it is dead and nobody has waited for it yet
 */
function untilZombie(pid) {
  return until(() => processInfo(pid)?.state === 'Z', `process ${pid} is a zombie`)
}

/**
 * The environment in which every Node program loads this one first.
 * @param {string} name a file of __test__/programs
 */
function preloading(name) {
  return { ...process.env, NODE_OPTIONS: `--require "${program(name)}"` }
}

/** Reaps until this process, a subreaper, has no descendants. */
function untilNothingIsLeft() {
  return until(
    () => {
      reap()
      return descendantsOf(process.pid).length === 0
    },
    'nothing is left',
    // Well before the demo would give up, which waits half a minute for what does not come.
    15,
  )
}

/**
 * Runs a Node program to its end and returns what it printed, as JSON.
 * @param {string[]} args
 * @param {{ under?: string[], timeout?: number, env?: NodeJS.ProcessEnv }} [options] `under`: the
 *   command that starts it, such as IN_NAMESPACE
 */
async function runNode(args, { under = [], timeout = 300_000, env = process.env } = {}) {
  const [command, ...rest] = [...under, process.execPath, ...args]
  const { stdout } = await promisify(execFile)(command, rest, {
    timeout,
    env,
    killSignal: 'SIGKILL',
    maxBuffer: 2 ** 28,
  })
  return JSON.parse(stdout)
}

// Node as PID 1 of a PID namespace with a /proc of its own. What lives in there dies with unshare.
const IN_NAMESPACE = [
  'unshare',
  ...(process.getuid?.() === 0 ? [] : ['--user', '--map-root-user']),
  '--pid',
  '--fork',
  '--mount-proc',
  '--kill-child',
]

/**
 * What to skip a test with when this machine cannot run it: nothing when it can. In CI there is no
 * such thing as a skip, so there it says nothing either and the test fails on its own.
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

/** What ps calls this process: "node", in Node 24 "MainThread", in Node 26 "node-MainThread". */
const nodeName = readOrEmpty('/proc/self/comm').trim()

// cgroup v1 has a hierarchy of its own for it; in v2 a group has the file if its parent hands it on.
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
 * Runs a Node program as runNode() does, and returns the system calls that all its threads and
 * children made, a line each: "PID name(arguments) = result", one after the other of each thread.
 * @param {string[]} args
 */
async function traceSystemCalls(args) {
  const folder = temporaryFolder()
  // A file for each thread: in a common one, a call that others come between is cut in two.
  await runNode(args, { under: ['strace', '-ff', '-o', path.join(folder, 'thread')] })
  return fs.readdirSync(folder).flatMap((file) => {
    const pid = path.extname(file).slice(1)
    const calls = fs.readFileSync(path.join(folder, file), 'utf8').trim().split('\n')
    return calls.map((call) => `${pid} ${call}`)
  })
}

/**
 * Copies the package.
 * @param {string} [copy] where to; a temporary folder by default
 */
function copyPackage(copy = temporaryFolder()) {
  const native = fs.readdirSync(root).filter((file) => file.endsWith('.node'))
  for (const file of [
    'package.json',
    'index.js',
    'auto.js',
    'init.js',
    'zombie-init',
    'lib',
    ...native,
  ]) {
    fs.cpSync(path.join(root, file), path.join(copy, file), { recursive: true })
  }
  return copy
}

/**
 * Every signal whose default action is to terminate a process: 23 of 1 to 31, and the real-time
 * ones, written out here again so that the package does not check itself by its own table.
 * @returns {[name: string, number: number][]}
 */
function deadlySignals() {
  const spared = ['CHLD', 'CONT', 'URG', 'WINCH', 'STOP', 'TSTP', 'TTIN', 'TTOU']
  // musl has the last one, for SYS.
  const aliases = ['IOT', 'POLL', 'UNUSED']
  const names = Object.entries(os.constants.signals).filter(
    ([name]) => ![...spared, ...aliases].includes(name.slice('SIG'.length)),
  )
  for (let i = 0; i <= 30; i++) names.push([i === 0 ? 'SIGRTMIN' : `SIGRTMIN+${i}`, 34 + i])
  return names
}

/** Whether this process has a handler for SIGCHLD, which libuv has while somebody listens. */
function catchesSigchld() {
  const [, caught] = /^SigCgt:\t(\w+)$/m.exec(readOrEmpty('/proc/self/status')) ?? []
  return (BigInt(`0x${caught}`) & (1n << BigInt(os.constants.signals.SIGCHLD - 1))) !== 0n
}

/**
 * Compiles a C program or library of __test__/programs into a folder for temporary files.
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
 * Starts a command as an orphan: a process whose parent is gone, so that it belongs to the nearest
 * reaper. It is killed at the latest when the test ends.
 * @param {import('node:test').TestContext} t
 * @param {string} command for the shell
 * @returns {number} its PID
 */
function startOrphan(t, command) {
  // Not with the shell's own output, or that pipe would stay open as long as the orphan lives. And
  // "exec", since a shell that goes on reaps what has died already: dash after each of its commands.
  const { stdout } = spawnSync('/bin/sh', ['-c', `${command} >/dev/null & exec echo $!`], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const pid = Number(stdout)
  t.after(() => {
    if (processInfo(pid)) process.kill(pid, 'SIGKILL')
  })
  return pid
}

module.exports = {
  IN_NAMESPACE,
  PIDS_CGROUP,
  catchesSigchld,
  compile,
  copyPackage,
  deadlySignals,
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
  untilNothingIsLeft,
  untilZombie,
}
