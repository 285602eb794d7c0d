'use strict'

// Room: finding and loading the native part, and what to say when it cannot be loaded.
//
// The native part, or null where there is none: everywhere but on Linux.

const path = require('node:path')

const fs = require('../support/fs')
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
      const damage = damageOf(file)
      if (damage !== undefined) throw new Error(damage)
      return require(file)
    } catch (error) {
      failures.push({ platform, file, error: /** @type {Error} */ (error) })
    }
  }
  throw require('./cannot-load').cannotLoad(failures)
}

/**
 * Both libcs, since nothing but loading tells for sure which one runs. The likely one first: with gcompat
 * a musl seems to load the other one too.
 */
function platforms() {
  return (likelyLibc() === 'musl' ? ['musl', 'gnu'] : ['gnu', 'musl']).map(
    (libc) => `linux-${process.arch}-${libc}`,
  )
}

/**
 * Throws unless the package that the file is in is of our own version: another exports other things. npm installs
 * the same one, but an override, or a node_modules that was copied over an older one, may bring another.
 * @param {string} file
 */
function requireSameVersion(file) {
  const manifest = path.join(path.dirname(file), 'package.json')
  // A bundler that carries the addon along (@vercel/ncc) leaves its package.json behind.
  if (!fs.existsSync(manifest)) return
  const { version: theirs } = require(manifest)
  const { version: ours } = require('../../package.json')
  if (theirs !== ours)
    throw new Error(`its version is ${theirs}, and that of zombie-reaper ${ours}`)
}

/** @type {Binding | null} */
const binding = process.platform === 'linux' ? load() : null

// What the binding takes for "as many as there are".
const ALL = 2 ** 32 - 1

module.exports = { ALL, binding }
