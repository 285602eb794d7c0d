'use strict'

// What mends an installation, for error messages.

const path = require('node:path')

const fs = require('../support/fs')
const { PLATFORMS, root } = require('./platform-package')

// The outermost one, below which pnpm has all packages: they are links to one another there.
const [project, ...below] = root.split('/node_modules/')
const modules = below.length > 0 ? `${project}/node_modules` : path.dirname(root)

/** For the part of this platform that is missing or damaged. */
function installation() {
  if (fs.existsSync(path.join(root, 'Cargo.toml'))) return 'Run `npm run prepare` (needs Rust)'
  if (!PLATFORMS.some((platform) => platform.startsWith(`linux-${process.arch}-`)))
    return `There are binaries for ${PLATFORMS.join(', ')}`
  return `Run \`${reinstall()}\` where the program is to run`
}

function reinstall() {
  // As long as NODE_OPTIONS names our preload, no Node starts without us, npm neither.
  const options = /zombie-reaper/.test(process.env.NODE_OPTIONS ?? '') ? 'NODE_OPTIONS= ' : ''
  if (process.versions.pnp !== undefined) return `${options}yarn install`
  if (isGlobal()) {
    const [name] = /^(@[^/]+\/)?[^/]+/.exec(below[0]) ?? []
    return `${options}npm install --global --include=optional ${name}`
  }
  // Where pnpm's links lead to. npm would do there, too, but leave a node_modules of another kind.
  const byPnpm = root.includes('/.pnpm/')
  return `rm -rf node_modules && ${options}${byPnpm ? 'pnpm install' : 'npm install --include=optional'}`
}

/** Where npm itself is, too, and must not be removed. */
function isGlobal() {
  return (
    below.length > 0 &&
    path.basename(project) === 'lib' &&
    !fs.existsSync(path.join(project, 'package.json'))
  )
}

const NOEXEC =
  'Its file system is mounted noexec, or a security policy forbids it: install it on another one, or mount that without noexec'

module.exports = { NOEXEC, installation, modules }
