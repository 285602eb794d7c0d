'use strict'

// An init for a program that nobody can put one above: PID 1 becomes zombie-init, which starts this
// Node again as its child.

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

// What keeps the automatic mode from starting is what kept zombie-init from it, and has been told.
const TOLD = new Set(['ERR_ZOMBIE_REAPER_NO_NATIVE_PART', 'ERR_ZOMBIE_REAPER_UNSUPPORTED_RUNTIME'])

function start() {
  if (!isMainThread || process.platform !== 'linux' || isInitCommand()) return
  if (process.pid !== 1) {
    if (!isBelowInit() && !isForPid1Only()) auto.start()
    return
  }
  const reason = reasonToStay() ?? replace()
  warn(`No zombie-init was started, and PID 1 stays Node.js: ${reason}`)
  try {
    auto.start()
  } catch (error) {
    const { code = '' } = /** @type {NodeJS.ErrnoException} */ (error)
    if (!TOLD.has(code)) throw error
  }
}

/** Whether this is bin/zombie-init.js, which becomes an init itself, as its options say. */
function isInitCommand() {
  const [, script] = process.argv
  try {
    // npm links node_modules/.bin/zombie-init to it.
    const command = path.join(__dirname, '../../bin/zombie-init.js')
    return fs.realpathSync(script) === fs.realpathSync(command)
  } catch {
    // There need not be a script, and its name may lack the extension.
    return false
  }
}

/** @returns {string} why it was not possible */
function replace() {
  try {
    const program = ['--', process.execPath].map((text) => Buffer.from(text))
    becomeInit([...program, ...nodeArguments()])
    return 'execve returned'
  } catch (error) {
    return /** @type {Error} */ (error).message
  }
}

/** What could not be had again in a new process. */
function reasonToStay() {
  if (process.versions.bun || process.versions.deno) return 'it is another runtime'
  if (stopsForDebugger()) {
    return 'it waited for a debugger (--inspect-brk, --inspect-wait), which is attached to it now'
  }
  if (process.channel) return 'its parent has an IPC channel to it, which exec would close'
  if (readsStdin()) return 'the program comes from stdin, which has been read'
  if (isStartedByLoader()) {
    return `it was started through the dynamic loader (${process.execPath}), which does not tell where Node is. Start Node itself`
  }
  return undefined
}

function stopsForDebugger() {
  const options = [...process.execArgv, ...(process.env.NODE_OPTIONS ?? '').split(/[\s"]+/)]
  // Node takes an underscore for a dash.
  return options.some((option) => /^--inspect[-_](brk|wait)(=|$)/.test(option))
}

// Options with which there need not be a script.
const NO_SCRIPT = /^(-e|--eval|-pe|--test)(=|$)/
const PRINT = /^(-p|--print)(=|$)/

function readsStdin() {
  const [, script] = process.argv
  if (script === '-') return true
  if (script !== undefined) return false
  // `-p` alone prints what stdin has.
  const { execArgv } = process
  const print = execArgv.findIndex((option) => PRINT.test(option))
  const prints = print !== -1 && (print < execArgv.length - 1 || execArgv[print].includes('='))
  return !prints && !execArgv.some((option) => NO_SCRIPT.test(option))
}

module.exports = { start }
