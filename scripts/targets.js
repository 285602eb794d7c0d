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

/**
 * Returns the targets with these names, or all targets without names. Ends the process when a name
 * is unknown.
 * @param {string[]} names
 * @returns {readonly Target[]}
 */
function chosen(names) {
  const known = TARGETS.map(({ platform }) => platform)
  const unknown = names.filter((name) => !known.some((platform) => platform === name))
  if (unknown.length > 0) {
    console.error(`expected one or more of ${known.join(', ')}, got ${unknown.join(', ')}`)
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
