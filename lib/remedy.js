'use strict'

// The commands that mend an installation, for error messages.

const path = require('node:path')

const { root } = require('./platform-package')

/** For a package of a platform that is missing, damaged or of another one. */
function reinstall() {
  // pnpm's links into its store. What it has installed npm would mend, but in npm's way.
  const byPnpm = root.includes(`${path.sep}.pnpm${path.sep}`)
  const install = byPnpm ? 'pnpm install' : 'npm install --include=optional'
  // As long as NODE_OPTIONS names our preload, no Node starts without us, npm neither.
  const isPreloaded = /zombie-reaper/.test(process.env.NODE_OPTIONS ?? '')
  return `Run \`rm -rf node_modules && ${isPreloaded ? 'NODE_OPTIONS= ' : ''}${install}\` where the program is to run`
}

const NOEXEC =
  'Its file system is mounted noexec: install it on another one, or mount that without noexec'

module.exports = { NOEXEC, reinstall }
