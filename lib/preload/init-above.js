'use strict'

// Whether this process runs below a zombie-init.

const { ancestors } = require('../proc/ancestors')
const { environmentVariable, isVisible, runtime } = require('../support/runtime')

const MARKER = 'ZOMBIE_INIT_PID'

/**
 * Whether an ancestor is the zombie-init that the environment names.
 *
 * zombie-init leaves its PID in the environment. The PID alone does not prove this: the environment
 * may have been carried into another container, where the PID means another process. Works without
 * the native part in Node and Bun, which is not loaded when there is nothing to do.
 */
function isBelowInit() {
  const marker = Number(environmentVariable(MARKER))
  // Where Deno hides the marker, the name of an ancestor has to do.
  const isHidden = !isVisible(MARKER)
  if (!isHidden && Number.isNaN(marker)) return false
  return [...ancestors(look)].some(
    (pid) => (isHidden || pid === marker) && look(pid)?.name === 'zombie-init',
  )
}

/** @param {number} pid */
function look(pid) {
  // Deno's own fs reads files of /proc only with `--allow-all`.
  if (runtime === 'Deno') return require('../proc/table').processStat(pid)
  return require('../proc/files').readStat(pid)
}

module.exports = { isBelowInit }
