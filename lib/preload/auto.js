'use strict'

// Room: the files that --require or --import loads before a program.
//
// The automatic mode as a preload. The settings come from the environment. A wrong setting causes a
// warning, never an error.

const { isMainThread } = require('node:worker_threads')

const fs = require('../support/fs')
const { environmentVariable, isVisible } = require('../support/runtime')
const { printable } = require('../support/printable')
const { warn } = require('../support/warn')

// Names the outermost process with the automatic mode, for the processes below it. The value is its
// PID and its start time, because a PID means another process in another PID namespace.
const MARKER = 'ZOMBIE_REAPER_OUTERMOST'

let isStarted = false

/** Starts the automatic mode once, because a process may load both preloads. */
function start() {
  if (isStarted || !isMainThread || process.platform !== 'linux') return
  isStarted = true
  const { reaperSettings, warnOfHiddenVariables, warnOfNames } = require('./environment')
  const { isReadable } = require('../proc/table')
  const own = nameOf(process.pid)
  const marker = environmentVariable(MARKER)
  let outermost = marker !== undefined && isAbove(marker) ? marker : own
  /**
   * Whether the outermost process is no longer above us, as `pm2 start` leaves its daemon behind.
   * This process then becomes the outermost.
   */
  function isLeftAlone() {
    if (outermost === own || !isReadable() || isAbove(outermost)) return false
    outermost = own
    mark(own)
    return true
  }

  // Every Node below inherits the same variables, and does not need to repeat the warnings.
  const settings = reaperSettings(outermost === own ? warn : () => {})
  const reaper = startWith({ ...settings, subreaper: outermost === own }, isLeftAlone)
  if (settings.names) reaper.on('reap', report)
  if (outermost !== own) return
  mark(own)
  warnOfHiddenVariables()
  warnOfNames()
}

/** @param {string} outermost */
function mark(outermost) {
  if (isVisible(MARKER)) process.env[MARKER] = outermost
}

/**
 * @param {import('../..').ReaperOptions} settings
 * @param {() => boolean} isLeftAlone
 */
function startWith(settings, isLeftAlone) {
  const { startReaper } = require('../reap/reaper')
  try {
    return startReaper(settings, isLeftAlone)
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).syscall !== 'prctl') throw error
    // A seccomp filter or an old gVisor refuses the call. The reaper can still reap the children
    // of this process.
    warn(error)
    return startReaper({ ...settings, subreaper: false })
  }
}

/**
 * Whether the process that the marker names is above us, and so adopts our orphans. The environment
 * alone does not prove this: it may have been carried into another container.
 * @param {string} marker
 */
function isAbove(marker) {
  const { ancestors } = require('../proc/ancestors')
  const { processStat } = require('../proc/table')
  const pid = Number.parseInt(marker)
  return nameOf(pid) === marker && [...ancestors(processStat)].includes(pid)
}

/** @param {number} pid */
function nameOf(pid) {
  const { processStat } = require('../proc/table')
  return `${pid}:${processStat(pid)?.startTicks}`
}

/** @param {import('../..').ReapedProcess} reaped */
function report({ pid, name, exitCode, signal, coreDumped }) {
  const end = signal === null ? `exited with ${exitCode}` : `died of ${signal}`
  const core = coreDumped ? ' (core dumped)' : ''
  const known = name === undefined ? 'name unknown' : printable(name)
  const line = `zombie-reaper: reaped ${pid} (${known}), which ${end}${core}\n`
  try {
    // Does not use process.stderr: the first access opens it, and the program must come first.
    fs.writeSync(2, line)
  } catch {
    // stderr cannot be written, so there is no place to report the error.
  }
}

module.exports = { start }
