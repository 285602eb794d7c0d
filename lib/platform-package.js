'use strict'

// Where the native part and the static zombie-init are: built in a checkout, and otherwise in the package
// of a platform.

const fs = require('node:fs')
const path = require('node:path')

const root = path.join(__dirname, '..')

// In full, since tools that copy what a program needs (@vercel/nft, for the standalone output of
// Next.js) read the names in this file.
/** @type {Record<string, { addon: () => string, init: () => string }>} */
const PACKAGES = {
  'linux-x64-gnu': {
    addon: () => require.resolve('zombie-reaper-linux-x64-gnu'),
    init: () => require.resolve('zombie-reaper-linux-x64-gnu/zombie-init'),
  },
  'linux-x64-musl': {
    addon: () => require.resolve('zombie-reaper-linux-x64-musl'),
    init: () => require.resolve('zombie-reaper-linux-x64-musl/zombie-init'),
  },
  'linux-arm64-gnu': {
    addon: () => require.resolve('zombie-reaper-linux-arm64-gnu'),
    init: () => require.resolve('zombie-reaper-linux-arm64-gnu/zombie-init'),
  },
  'linux-arm64-musl': {
    addon: () => require.resolve('zombie-reaper-linux-arm64-musl'),
    init: () => require.resolve('zombie-reaper-linux-arm64-musl/zombie-init'),
  },
}

const PLATFORMS = Object.keys(PACKAGES)

/**
 * Throws what require.resolve() does.
 * @param {string} platform
 * @returns {string | undefined} undefined where there is no package for it
 */
function findAddon(platform) {
  const built = path.join(root, `zombie-reaper.${platform}.node`)
  return fs.existsSync(built) ? built : PACKAGES[platform]?.addon()
}

/** @returns {string} '' where there is none */
function findInit() {
  if (process.platform !== 'linux') return ''
  const built = path.join(root, 'zombie-init')
  if (fs.existsSync(built)) return built
  // One binary serves every libc, so that of either package will do.
  for (const libc of ['gnu', 'musl']) {
    try {
      return PACKAGES[`linux-${process.arch}-${libc}`]?.init() ?? ''
    } catch {
      // npm installs the one of this libc, if any.
    }
  }
  return ''
}

const initPath = findInit()

module.exports = { PLATFORMS, findAddon, initPath, root }
