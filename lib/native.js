'use strict'

// The native part, or null where there is none: everywhere but on Linux.

const fs = require('node:fs')
const path = require('node:path')

/** @typedef {typeof import('../binding')} Binding */

// By Node's name for a processor: musl's, and e_machine of elf(5).
const PROCESSORS = new Map([
  ['x64', { musl: 'x86_64', machine: 62 }],
  ['arm64', { musl: 'aarch64', machine: 183 }],
])
const processor = PROCESSORS.get(process.arch)

/** @returns {Binding} */
function load() {
  const failures = []
  for (const platform of platforms()) {
    let file = path.join(__dirname, '..', `zombie-reaper.${platform}.node`)
    try {
      if (!fs.existsSync(file)) {
        file = require.resolve(`zombie-reaper-${platform}`)
        requireSameVersion(platform)
      }
      requireWhole(file)
      return require(file)
    } catch (error) {
      failures.push({ platform, file, error: /** @type {Error} */ (error) })
    }
  }
  throw require('./native-error').cannotLoad(failures)
}

/**
 * Both libcs, since nothing but loading tells for sure which one runs. The likely one first: with gcompat
 * a musl seems to load the other one too.
 */
function platforms() {
  return (isMusl() ? ['musl', 'gnu'] : ['gnu', 'musl']).map(
    (libc) => `linux-${process.arch}-${libc}`,
  )
}

/** Its dynamic loader is there, as on few other systems. */
function isMusl() {
  try {
    return fs.existsSync(`/lib/ld-musl-${processor?.musl}.so.1`)
  } catch {
    // The permission model (`--permission`) may not let us look there.
    return false
  }
}

/**
 * Throws unless the platform package is of our own version: another exports other things. npm installs
 * the same one, but an override, or a node_modules that was copied over an older one, may bring another.
 * @param {string} platform
 */
function requireSameVersion(platform) {
  const { version: theirs } = require(`zombie-reaper-${platform}/package.json`)
  const { version: ours } = require('../package.json')
  if (theirs !== ours)
    throw new Error(`its version is ${theirs}, and that of zombie-reaper ${ours}`)
}

// Of elf(5), where in the header of a 64-bit file: e_machine, e_shoff, e_shentsize, e_shnum.
const MAGIC = 0x7f_45_4c_46
const MACHINE = 18
const SECTIONS = 40
const SECTION_SIZE = 58
const SECTION_COUNT = 60

/**
 * Throws unless this is a whole file for this processor. When one was cut off, by a full disk or a broken
 * download, the dynamic loader does not see it and the process dies of SIGBUS; and of one for another
 * processor it says that there is no such file.
 * @param {string} file
 */
function requireWhole(file) {
  const { header, size } = read(file)
  if (header.getUint32(0) !== MAGIC) throw new Error('not a native addon')
  if (header.getUint16(MACHINE, true) !== processor?.machine)
    throw new Error(`made for another processor than ${process.arch}`)
  // The section headers are the end of the file, far below 4 GB.
  const sections = header.getUint16(SECTION_SIZE, true) * header.getUint16(SECTION_COUNT, true)
  if (size < header.getUint32(SECTIONS, true) + sections)
    throw new Error(`cut off after ${size} bytes`)
}

/** @param {string} file */
function read(file) {
  const header = new DataView(new ArrayBuffer(64))
  const fd = fs.openSync(file, 'r')
  try {
    fs.readSync(fd, header)
    return { header, size: fs.fstatSync(fd).size }
  } finally {
    fs.closeSync(fd)
  }
}

/** @type {Binding | null} */
const binding = process.platform === 'linux' ? load() : null

// What the binding takes for "as many as there are".
const ALL = 2 ** 32 - 1

module.exports = { ALL, binding }
