'use strict'

// Whether a zombie-init has this process in its care.

const { ancestors } = require('../proc/ancestors')
const fs = require('../support/fs')

/**
 * zombie-init leaves its PID in the environment. That alone does not tell: it may have been carried
 * into another container, where an ancestor with that PID is somebody else. Without the native part,
 * which need not be loaded when there is nothing to do.
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
    // The name may hold anything, a parenthesis too; behind it are state and parent.
    const end = stat.lastIndexOf(')')
    const [, ppid] = stat.slice(end + 2).split(' ')
    return { name: stat.slice(stat.indexOf('(') + 1, end), ppid: Number(ppid) }
  } catch {
    return null
  }
}

module.exports = { isBelowInit }
