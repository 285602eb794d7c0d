'use strict'

// An init for a program above which you cannot place an init. PID 1 becomes zombie-init, which
// starts the same program again as its child.

const path = require('node:path')
const { isMainThread } = require('node:worker_threads')

const fs = require('../support/fs')
const { mayRead, runtime } = require('../support/runtime')
const { warn } = require('../support/warn')
const auto = require('./auto')
const { becomeInit } = require('./become-init')
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
  warn(`PID 1 did not become zombie-init: ${replace()}`)
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
  if (script === undefined || !mayRead(script)) return false
  try {
    // npm links node_modules/.bin/zombie-init to this file.
    const command = path.join(__dirname, '../../bin/zombie-init.js')
    return fs.realpathSync(script) === fs.realpathSync(command)
  } catch {
    // The name of the script may lack the extension.
    return false
  }
}

/**
 * Replaces this process by zombie-init.
 * @returns {string} why this process stays
 */
function replace() {
  try {
    const { programArguments, reasonToStay } =
      runtime === 'Node.js' ? require('./restart-node') : require('./restart-other')
    const reason = reasonToStay()
    if (reason !== undefined) return reason
    const program = ['--', process.execPath].map((text) => Buffer.from(text))
    becomeInit([...program, ...programArguments()])
    return 'execve(2) returned without an error'
  } catch (error) {
    return /** @type {Error} */ (error).message
  }
}

module.exports = { start }
