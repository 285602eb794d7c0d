'use strict'

// What the native part is built for: a package for each platform.

const path = require('node:path')

const { name: main } = require('../package.json')

/** @typedef {typeof TARGETS[number]} Target */

const TARGETS = /** @type {const} */ ([
  { platform: 'linux-x64-gnu', cpu: 'x64', rustCpu: 'x86_64', libc: 'glibc' },
  { platform: 'linux-arm64-gnu', cpu: 'arm64', rustCpu: 'aarch64', libc: 'glibc' },
  { platform: 'linux-x64-musl', cpu: 'x64', rustCpu: 'x86_64', libc: 'musl' },
  { platform: 'linux-arm64-musl', cpu: 'arm64', rustCpu: 'aarch64', libc: 'musl' },
])

/** @param {Target} target */
const packageOf = ({ platform }) => `${main}-${platform}`

/** @param {Target} target where its manifest is, and `npm run package` puts the rest */
const folderOf = ({ platform }) => path.join(__dirname, '../npm', platform)

// In the order in which they are published: when the last one can be installed, what it depends on can be too.
const PACKAGES = [...TARGETS.map(packageOf), main]

/** @param {Target} target as Rust calls it */
const tripleOf = ({ rustCpu, libc }) =>
  `${rustCpu}-unknown-linux-${libc === 'musl' ? 'musl' : 'gnu'}`

/** @param {Target} target what lib/native/binding.js looks for in a checkout, too */
const addonOf = ({ platform }) => `zombie-reaper.${platform}.node`

/** @param {Target} target one serves every libc */
const initOf = ({ cpu }) => `zombie-init.linux-${cpu}`

/**
 * The targets with these names, or all. Ends the process when there is no such target.
 * @param {string[]} names
 * @returns {readonly Target[]}
 */
function chosen(names) {
  const known = TARGETS.map(({ platform }) => platform)
  const unknown = names.filter((name) => !known.some((platform) => platform === name))
  if (unknown.length > 0) {
    console.error(`expected some of ${known.join(', ')}, got ${unknown.join(', ')}`)
    process.exit(1)
  }
  return names.length === 0 ? TARGETS : TARGETS.filter(({ platform }) => names.includes(platform))
}

module.exports = {
  PACKAGES,
  TARGETS,
  addonOf,
  chosen,
  folderOf,
  initOf,
  packageOf,
  tripleOf,
}
