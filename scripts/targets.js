'use strict'

// The platforms of the native part. Each platform has its own package.

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

/** The folder of the manifest; `npm run package` adds other files. @param {Target} target */
const folderOf = ({ platform }) => path.join(__dirname, '../npm', platform)

// In the order of publishing: the main package comes last, once its dependencies can be installed.
const PACKAGES = [...TARGETS.map(packageOf), main]

/** Rust's name of the target. @param {Target} target */
const tripleOf = ({ rustCpu, libc }) =>
  `${rustCpu}-unknown-linux-${libc === 'musl' ? 'musl' : 'gnu'}`

/** The file that lib/native/binding.js also looks for in a checkout. @param {Target} target */
const addonOf = ({ platform }) => `zombie-reaper.${platform}.node`

/** One init serves every libc. @param {Target} target */
const initOf = ({ cpu }) => `zombie-init.linux-${cpu}`

/** @type {string[]} */
const PLATFORMS = TARGETS.map(({ platform }) => platform)

/**
 * Returns the targets of these platforms, or all targets without a name.
 * @param {readonly string[]} platforms
 * @returns {readonly Target[]}
 */
function chosen(platforms) {
  const names = platforms.length === 0 ? PLATFORMS : platforms
  return TARGETS.filter(({ platform }) => names.includes(platform))
}

module.exports = {
  PACKAGES,
  PLATFORMS,
  TARGETS,
  addonOf,
  chosen,
  folderOf,
  initOf,
  packageOf,
  tripleOf,
}
