'use strict'

// Room: finding and loading the native part, and the error when it cannot be loaded.
//
// The native part; null on every platform except Linux.

const path = require('node:path')

const { withCode } = require('../support/errors')
const { exists, hasLibuv, isGranted, mayRead } = require('../support/runtime')
const { damageOf } = require('./elf')
const { likelyLibc } = require('./libc')
const { findAddon, root } = require('./platform-package')

/** @typedef {typeof import('../../binding')} Binding */

/** @returns {Binding} */
function load() {
  const failures = []
  for (const platform of platforms()) {
    let file = `zombie-reaper-${platform}`
    try {
      const found = findAddon(platform)
      if (found === undefined) continue
      file = found
      if (path.dirname(file) !== root) requireSameVersion(file)
      const damage = mayRead(file) ? damageOf(file) : undefined
      if (damage !== undefined) throw new Error(damage)
      // Here Deno would ask on a terminal, and a preload must not hold the program up.
      if (!isGranted({ name: 'ffi', path: file }))
        throw withCode(new Error('Deno may not load it'), 'ERR_ACCESS_DENIED')
      return require(file)
    } catch (error) {
      failures.push({ platform, file, error: /** @type {Error} */ (error) })
    }
  }
  throw require('./cannot-load').cannotLoad(failures)
}

/**
 * Lists the platforms to try. Tries both libcs, because only loading shows which libc runs. Tries
 * the likely libc first: with gcompat, musl seems to load the binary for glibc too.
 */
function platforms() {
  return (likelyLibc() === 'musl' ? ['musl', 'gnu'] : ['gnu', 'musl']).map(
    (libc) => `linux-${process.arch}-${libc}`,
  )
}

/**
 * Throws unless the package of the file has our own version: another version may export other
 * functions. npm installs the same version. An override may bring another version, and so may a
 * node_modules that was copied over an older one.
 * @param {string} file
 */
function requireSameVersion(file) {
  const manifest = path.join(path.dirname(file), 'package.json')
  // A bundler that carries the addon along (@vercel/ncc) leaves its package.json behind. Deno can
  // require files of a package that it may not read.
  if (mayRead(manifest) && !exists(manifest)) return
  const { version: theirs } = require(manifest)
  const { version: ours } = require('../../package.json')
  if (theirs !== ours)
    throw new Error(`expected version ${ours}, the version of zombie-reaper, got ${theirs}`)
}

/** @type {Binding | null} */
const binding = process.platform === 'linux' ? load() : null

// Comes before any other call of the addon. libuv's functions must not be called elsewhere: Bun
// exports them, and ends the process when one is called.
if (!hasLibuv) binding?.claimByPidfds()

// The `max` with which the binding takes all zombies.
const ALL = 2 ** 32 - 1

module.exports = { ALL, binding }
