'use strict'

// Whether this process runs below a zombie-init.

const { ancestors } = require('../proc/ancestors')
const fs = require('../support/fs')

/**
 * Whether an ancestor is the zombie-init that the environment names.
 *
 * zombie-init leaves its PID in the environment. The PID alone does not prove this: the environment
 * may have been carried into another container, where the PID means another process. Works without
 * the native part, which is not loaded when there is nothing to do.
 */
function isBelowInit() {
  const marker = Number(process.env.ZOMBIE_INIT_PID)
  if (!Number.isInteger(marker) || marker < 1) return false
  return [...ancestors(look)].includes(marker) && look(marker)?.name === 'zombie-init'
}

/** @param {number} pid */
function look(pid) {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'latin1')
    // The name may contain any character, even a parenthesis. The state and the parent follow it.
    const end = stat.lastIndexOf(')')
    const [, ppid] = stat.slice(end + 2).split(' ')
    return { name: stat.slice(stat.indexOf('(') + 1, end), ppid: Number(ppid) }
  } catch {
    return null
  }
}

module.exports = { isBelowInit }
