'use strict'

// Which kind of program PID 1 is, by its names.

const path = require('node:path')

/** @typedef {'init' | 'node' | 'package-manager' | 'shell' | 'pause' | 'other'} Kind */

const PACKAGE_MANAGER = /^(npm|npx|yarn|yarnpkg|pnpm|pnpx|corepack)(-cli)?(\.c?js)?$/

/** @type {[Kind, RegExp][]} by the name of the program */
const KINDS = [
  [
    'init',
    /^(zombie-init|tini|tini-static|docker-init|podman-init|dumb-init|catatonit|systemd|init|s6-svscan|runit|supervisord)$/,
  ],
  ['pause', /^pause$/],
  // Node 24 and 26 name their main thread.
  ['node', /^(node|nodejs|bun|deno|MainThread|node-MainThread)$/],
  ['shell', /^-?(sh|bash|dash|ash|zsh|ksh|busybox)$/],
]

/**
 * @param {string} name
 * @param {string[]} command
 * @returns {Kind}
 */
function kindOf(name, [program = '', script = '']) {
  // npm writes "npm start" over its own command line.
  const names = [path.basename(program.split(' ')[0]), name]
  // The name of its script tells a package manager from any other program of Node.
  if ([path.basename(script), ...names].some((one) => PACKAGE_MANAGER.test(one)))
    return 'package-manager'
  for (const one of names) {
    const known = KINDS.find(([, pattern]) => pattern.test(one))
    if (known !== undefined) return known[0]
  }
  return 'other'
}

module.exports = { kindOf }
