'use strict'

const { execFileSync } = require('node:child_process')

/**
 * The path of a Node 26, out of npm's cache of executed packages, and once out of the registry.
 * Throws when it cannot be had.
 */
function node26() {
  return execFileSync(
    'npm',
    ['exec', '--yes', '--package=node@26', '--', 'node', '--print', 'process.execPath'],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
  ).trim()
}

module.exports = { node26 }
