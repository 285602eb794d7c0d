'use strict'

// How to repair an installation, for error messages.

const path = require('node:path')

const { environmentVariable, exists } = require('../support/runtime')
const { PLATFORMS, root } = require('./platform-package')

// The outermost node_modules. pnpm keeps all packages below it, and links them to one another.
const [project, ...below] = root.split('/node_modules/')
const modules = below.length > 0 ? `${project}/node_modules` : path.dirname(root)

/** Says how to repair a missing or damaged platform package. */
function installation() {
  if (exists(path.join(root, 'Cargo.toml'))) return 'Run `npm run prepare` (needs Rust)'
  if (isOfCheckout()) return LINK
  if (!PLATFORMS.some((platform) => platform.startsWith(`linux-${process.arch}-`)))
    return `Run the program on a platform that has binaries: ${PLATFORMS.join(', ')}`
  return `Run \`${reinstall()}\` where the program runs, for example in the Dockerfile`
}

const LINK =
  'This copy was packed from a checkout, and has no native part. Link to the checkout with `npm install CHECKOUT`, without --install-links. Or install the tarballs that `npm run package` makes there'

/**
 * Whether npm has packed a checkout (`npm pack`, --install-links). Only a published package.json
 * names the platform packages.
 */
function isOfCheckout() {
  try {
    return !('optionalDependencies' in require('../../package.json'))
  } catch {
    // A bundler has left package.json behind, or a permission is missing.
    return false
  }
}

function reinstall() {
  // While NODE_OPTIONS names our preload, neither Node nor npm starts without this package.
  const options = /zombie-reaper/.test(environmentVariable('NODE_OPTIONS') ?? '')
    ? 'NODE_OPTIONS= '
    : ''
  if (process.versions.pnp !== undefined) return `${options}yarn install`
  if (isGlobal()) {
    const [name] = /^(@[^/]+\/)?[^/]+/.exec(below[0]) ?? []
    return `${options}npm install --global --include=optional ${name}`
  }
  // pnpm links packages to this folder. npm would work too, but it leaves another kind of
  // node_modules.
  const byPnpm = root.includes('/.pnpm/')
  return `rm -rf node_modules && ${options}${byPnpm ? 'pnpm install' : 'npm install --include=optional'}`
}

/** Whether this is a global node_modules. It contains npm itself, so it must not be removed. */
function isGlobal() {
  return (
    below.length > 0 &&
    path.basename(project) === 'lib' &&
    !exists(path.join(project, 'package.json'))
  )
}

const NOEXEC =
  'The file system of this file is mounted noexec, or a security policy forbids the file. Install the package on another file system, or mount this file system without noexec'

module.exports = { NOEXEC, installation, modules }
