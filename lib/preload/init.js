'use strict'

// An init for a program above which you cannot place an init. PID 1 becomes zombie-init, which
// starts this Node again as its child.

const path = require('node:path')
const { isMainThread } = require('node:worker_threads')

const fs = require('../support/fs')
const { warn } = require('../support/warn')
const auto = require('./auto')
const { becomeInit } = require('./become-init')
const { nodeArguments } = require('./command-line')
const { isStartedByLoader } = require('./dynamic-loader')
const { isForPid1Only } = require('./environment')
const { isBelowInit } = require('./init-above')

// Errors that stop both zombie-init and the automatic mode. A warning has already reported them.
const TOLD = new Set(['ERR_ZOMBIE_REAPER_NO_NATIVE_PART', 'ERR_ZOMBIE_REAPER_UNSUPPORTED_RUNTIME'])

function start() {
  if (!isMainThread || process.platform !== 'linux' || isInitCommand()) return
  if (process.pid !== 1) {
    if (!isBelowInit() && !isForPid1Only()) auto.start()
    return
  }
  const reason = reasonToStay() ?? replace()
  warn(`PID 1 did not become zombie-init: ${reason}`)
  try {
    auto.start()
  } catch (error) {
    const { code = '' } = /** @type {NodeJS.ErrnoException} */ (error)
    if (!TOLD.has(code)) throw error
  }
}

/** Whether the script is bin/zombie-init.js, which becomes zombie-init with its own options. */
function isInitCommand() {
  const [, script] = process.argv
  try {
    // npm links node_modules/.bin/zombie-init to this file.
    const command = path.join(__dirname, '../../bin/zombie-init.js')
    return fs.realpathSync(script) === fs.realpathSync(command)
  } catch {
    // There may be no script, or its name may lack the extension.
    return false
  }
}

/**
 * Replaces this process by zombie-init.
 * @returns {string} why the replacement failed
 */
function replace() {
  try {
    const program = ['--', process.execPath].map((text) => Buffer.from(text))
    becomeInit([...program, ...nodeArguments()])
    return 'execve(2) returned without an error'
  } catch (error) {
    return /** @type {Error} */ (error).message
  }
}

/** Says why this process must stay: it has a state that a new process cannot have again. */
function reasonToStay() {
  if (process.versions.bun || process.versions.deno)
    return 'this runtime is not Node.js. Start the program with the command zombie-init'
  if (stopsForDebugger()) {
    return 'Node.js has waited for a debugger (--inspect-brk, --inspect-wait), and a new Node.js would wait again'
  }
  if (process.channel)
    return 'this process has an IPC channel to its parent, and execve(2) would close the channel'
  if (readsStdin()) return 'the program comes from stdin, and a new Node.js could not read it again'
  if (isStartedByLoader()) {
    return `Node.js was started through the dynamic loader (${process.execPath}), so the path of Node.js is unknown. Start Node.js itself`
  }
  return undefined
}

function stopsForDebugger() {
  const options = [...process.execArgv, ...(process.env.NODE_OPTIONS ?? '').split(/[\s"]+/)]
  // Node accepts an underscore in place of a dash.
  return options.some((option) => /^--inspect[-_](brk|wait)(=|$)/.test(option))
}

// Options that make a script unnecessary.
const NO_SCRIPT = /^(-e|--eval|-pe|--test)(=|$)/
const PRINT = /^(-p|--print)(=|$)/

function readsStdin() {
  const [, script] = process.argv
  if (script === '-') return true
  if (script !== undefined) return false
  // `-p` without a value evaluates stdin and prints the result.
  const { execArgv } = process
  const print = execArgv.findIndex((option) => PRINT.test(option))
  const prints = print !== -1 && (print < execArgv.length - 1 || execArgv[print].includes('='))
  return !prints && !execArgv.some((option) => NO_SCRIPT.test(option))
}

module.exports = { start }
