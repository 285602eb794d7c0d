'use strict'

// Where the native part and the static zombie-init are: built in a checkout, and otherwise in the package
// of a platform.

const path = require('node:path')

const fs = require('../support/fs')

const root = path.join(__dirname, '../..')

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
 * Throws what keeps us from looking.
 * @param {string} platform
 * @returns {string | undefined} undefined where there is none
 */
function findAddon(platform) {
  const built = path.join(root, `zombie-reaper.${platform}.node`)
  if (fs.existsSync(built)) return built
  try {
    return PACKAGES[platform]?.addon()
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'MODULE_NOT_FOUND') return undefined
    throw error
  }
}

/** @returns {string} '' where there is none */
function findInit() {
  if (process.platform !== 'linux') return ''
  const built = path.join(root, 'zombie-init')
  // One binary serves every libc, so that of either package will do.
  const packages = ['gnu', 'musl'].map((libc) => PACKAGES[`linux-${process.arch}-${libc}`])
  for (const find of [() => fs.existsSync(built) && built, ...packages.map((one) => one?.init)]) {
    try {
      const found = find?.()
      if (found) return found
    } catch {
      // It is not installed, or the permission model (`--permission`) does not let us look.
    }
  }
  return ''
}

module.exports = { PLATFORMS, findAddon, findInit, root }
