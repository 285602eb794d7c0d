'use strict'

// Where the native part and the static zombie-init are. A checkout has its own builds. Otherwise
// both are in the platform package.

const path = require('node:path')

const { exists, runtime } = require('../support/runtime')

const root = path.join(__dirname, '../..')

// The names are written in full, because some tools read them here to copy a program's files
// (@vercel/nft, for the standalone output of Next.js).
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
 * Finds the native part for a platform.
 * @param {string} platform
 * @returns {string | undefined} undefined when there is no native part
 * @throws any other error of require.resolve(), such as a missing permission
 */
function findAddon(platform) {
  const built = path.join(root, `zombie-reaper.${platform}.node`)
  if (exists(built)) return built
  try {
    return PACKAGES[platform]?.addon()
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'MODULE_NOT_FOUND') throw error
    return runtime === 'Bun' ? findFile(platform) : undefined
  }
}

/**
 * Finds the native part by its file: an executable of `bun build --compile` does not read the
 * package.json of a package outside of it.
 * @param {string} platform
 */
function findFile(platform) {
  try {
    return require.resolve(`zombie-reaper-${platform}/zombie-reaper.${platform}.node`)
  } catch {
    return undefined
  }
}

/**
 * Finds zombie-init.
 * @returns {string} '' when there is no zombie-init
 */
function findInit() {
  if (process.platform !== 'linux') return ''
  const built = path.join(root, 'zombie-init')
  // The binary is static and serves every libc, so the binary of either package works.
  const packages = ['gnu', 'musl'].map((libc) => PACKAGES[`linux-${process.arch}-${libc}`])
  for (const find of [() => exists(built) && built, ...packages.map((one) => one?.init)]) {
    try {
      const found = find?.()
      if (found) return found
    } catch {
      // The package is not installed, or the permission model (`--permission`) forbids the check.
    }
  }
  return ''
}

module.exports = { PLATFORMS, findAddon, findInit, root }
