'use strict'

// The automatic mode as a preload: settings from the environment, and never an error.

const fs = require('node:fs')
const { isMainThread } = require('node:worker_threads')

const { printable } = require('./printable')

// The outermost process with the automatic mode, for those below it: its PID and its start time, since
// in another PID namespace the same number is somebody else's.
const MARKER = 'ZOMBIE_REAPER_OUTERMOST'

function start() {
  if (!isMainThread || process.platform !== 'linux') return
  const { startReaper } = require('./reaper')
  const outermost = !isBelow(process.env[MARKER])
  const log = process.env.ZOMBIE_REAPER_LOG === '1'
  const settings = {
    quarantine: milliseconds('ZOMBIE_REAPER_QUARANTINE', 0),
    sweepInterval: milliseconds('ZOMBIE_REAPER_SWEEP_INTERVAL', 1),
    names: log,
  }
  const reaper = startWith(startReaper, { ...settings, subreaper: outermost })
  if (outermost) process.env[MARKER] = nameOf(process.pid)
  if (log) reaper.on('reap', report)
}

/**
 * @param {typeof import('./reaper').startReaper} startReaper
 * @param {import('..').ReaperOptions} settings
 */
function startWith(startReaper, settings) {
  try {
    return startReaper(settings)
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
 * @param {string | undefined} marker
 */
function isBelow(marker) {
  if (marker === undefined) return false
  const { processStat } = require('./process-table')
  for (let pid = process.ppid; pid > 0; pid = processStat(pid)?.ppid ?? 0) {
    if (nameOf(pid) === marker) return true
  }
  return false
}

/** @param {number} pid */
function nameOf(pid) {
  const { processStat } = require('./process-table')
  return `${pid}:${processStat(pid)?.startTicks}`
}

/**
 * @param {string} name
 * @param {number} min
 * @returns {number | undefined} undefined for the default
 */
function milliseconds(name, min) {
  const text = process.env[name]
  if (text === undefined || text === '') return undefined
  const value = /^\d+$/.test(text) ? Number(text) : -1
  if (value >= min && value < 2 ** 31) return value
  warn(
    `${name}: expected a whole number of milliseconds, ${min} or more, got "${printable(text)}". The default is used`,
  )
  return undefined
}

/** @param {import('..').ReapedProcess} reaped */
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

/** @param {unknown} problem */
function warn(problem) {
  const message = problem instanceof Error ? problem.message : String(problem)
  process.emitWarning(message, 'ZombieReaperWarning')
}

module.exports = { start, warn }
