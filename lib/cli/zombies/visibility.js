'use strict'

// How much /proc shows, and to whom.

const fs = require('../../support/fs')
const { listPids, readProc, readStat } = require('../../proc/files')
const native = require('./native')

/**
 * - 'missing': there is no /proc.
 * - 'foreign': /proc shows the processes of another PID namespace.
 * - 'restricted': /proc hides the processes of other users (hidepid).
 * @typedef {'whole' | 'restricted' | 'foreign' | 'missing'} Visibility
 */

/** @returns {Visibility} */
function visibilityOfProc() {
  if (process.platform !== 'linux') return 'missing'
  let self
  try {
    self = fs.readlinkSync('/proc/self')
  } catch {
    return listPids().length === 0 ? 'missing' : 'foreign'
  }
  if (self !== String(process.pid)) return 'foreign'
  return readStat(1) === null ? 'restricted' : 'whole'
}

/** @returns {string | null} the option of the mount, such as "hidepid=2" */
function hidepid() {
  const mounts = readProc('self', 'mountinfo') ?? ''
  return / \/proc .*\b(hidepid=\w+)/.exec(mounts)?.[1] ?? null
}

/**
 * What this command cannot see, and why.
 * @returns {string[]}
 */
function blindSpots() {
  const { error } = native.nativePart()
  return [
    ...(visibilityOfProc() === 'restricted'
      ? [`/proc hides the processes of other users (${hidepid() ?? 'hidepid'}): run this as root`]
      : []),
    ...(error === undefined ? [] : [`PIDs and limit are unknown: ${error.message.split('\n')[0]}`]),
  ]
}

module.exports = { blindSpots, hidepid, visibilityOfProc }
