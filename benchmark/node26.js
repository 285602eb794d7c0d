'use strict'

const { execFileSync } = require('node:child_process')

/**
 * Returns the path of a Node 26 in npm's cache of executed packages. Downloads it from the registry
 * the first time. Throws when Node 26 is not available.
 */
function node26() {
  return execFileSync(
    'npm',
    ['exec', '--yes', '--package=node@26', '--', 'node', '--print', 'process.execPath'],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
  ).trim()
}

module.exports = { node26 }
