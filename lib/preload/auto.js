'use strict'

// Room: what is loaded before a program, by --require or --import.
//
// The automatic mode as a preload: settings from the environment, and never an error.

const { isMainThread } = require('node:worker_threads')

const fs = require('../support/fs')
const { printable } = require('../support/printable')
const { warn } = require('../support/warn')

// The outermost process with the automatic mode, for those below it: its PID and its start time, since
// in another PID namespace the same number is somebody else's.
const MARKER = 'ZOMBIE_REAPER_OUTERMOST'

let isStarted = false

/** Once, though a process may load both preloads. */
function start() {
  if (isStarted || !isMainThread || process.platform !== 'linux') return
  isStarted = true
  const { reaperSettings, warnOfNames } = require('./environment')
  const { isReadable } = require('../proc/table')
  const own = nameOf(process.pid)
  const marker = process.env[MARKER]
  let outermost = marker !== undefined && isAbove(marker) ? marker : own
  /** Whether the outermost process has left us behind, as `pm2 start` does with its daemon. */
  function isLeftAlone() {
    if (outermost === own || !isReadable() || isAbove(outermost)) return false
    outermost = process.env[MARKER] = own
    return true
  }

  // Every Node below has the same variables in its environment, and need not repeat what was told.
  const settings = reaperSettings(outermost === own ? warn : () => {})
  const reaper = startWith({ ...settings, subreaper: outermost === own }, isLeftAlone)
  if (settings.names) reaper.on('reap', report)
  if (outermost !== own) return
  process.env[MARKER] = own
  warnOfNames()
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
    // Where a seccomp filter refuses, what this process has started itself can still be reaped.
    warn(error)
    return startReaper({ ...settings, subreaper: false })
  }
}

/**
 * Whether the process that the marker names is above us, so that it adopts our orphans. The
 * environment alone does not tell: it may have been carried into another container.
 * @param {string} marker
 */
function isAbove(marker) {
  const { ancestors } = require('../proc/ancestors')
  const { processStat } = require('../proc/table')
  return [...ancestors(processStat)].some((pid) => nameOf(pid) === marker)
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
    // Not process.stderr, which would be opened before the program has had a say in it.
    fs.writeSync(2, line)
  } catch {
    // Nobody can be told.
  }
}

module.exports = { start }
