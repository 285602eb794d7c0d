'use strict'

const { spawnSync } = require('node:child_process')

const { printable } = require('./printable')

// A PID namespace needs root, or a user namespace around it.
const namespace = ['--pid', '--fork', '--mount-proc', '--kill-child']
const ways = [namespace, ['--user', '--map-root-user', ...namespace]]

/**
 * @param {string[]} flags
 * @returns {string} why `unshare` refuses the flags; empty when it accepts them
 */
function refusal(flags) {
  const { status, error, stderr } = spawnSync('unshare', [...flags, 'true'], { encoding: 'utf8' })
  return status === 0 ? '' : printable(error?.message ?? stderr.trim())
}

/**
 * Finds where a demo can adopt orphans, and prints the place.
 * @returns {{ command: string[], role: string }} the command that starts a program there, and the
 *   role of the program
 */
function findPlace() {
  const refusals = new Set()
  for (const flags of ways) {
    const reason = refusal(flags)
    if (reason === '') {
      console.log(`In a new PID namespace (unshare ${flags.join(' ')}), Node is PID 1.`)
      return { command: ['unshare', ...flags], role: 'PID 1' }
    }
    refusals.add(reason)
  }
  console.log(`No PID namespace is available here, so Node runs as a subreaper instead of PID 1.
A subreaper adopts the orphans among its own descendants. The error of unshare:
  ${[...refusals].join('\n  ')}`)
  return { command: [], role: 'the subreaper' }
}

module.exports = { findPlace }
