'use strict'

// The requirements for the two binaries of a platform package.

const { execFileSync } = require('node:child_process')
const fs = require('node:fs')
const os = require('node:os')
const path = require('node:path')

/** @typedef {import('./targets').Target} Target */

const ADDON_LIMIT = 450_000
const INIT_LIMIT = 20_000

// The newest glibc (2.28) that Node 20 and later require themselves.
const NEWEST_GLIBC = 28

const MACHINES = { x64: 'Advanced Micro Devices X86-64', arm64: 'AArch64' }

// Folders for source on build machines: this machine's, and common ones of other machines.
const root = path.join(__dirname, '..')
const FOLDERS = [root, os.homedir(), '/home/', '/root/', '/Users/', '/.cargo/', '/.rustup/']
// A home folder may be / itself.
const PLACES = FOLDERS.filter((folder) => folder.length > 1)

/**
 * @param {string} file
 * @param {Target} target
 * @param {number} limit
 */
function* problemsOfBoth(file, target, limit) {
  const bytes = fs.readFileSync(file)
  if (bytes.length > limit) yield `expected at most ${limit} bytes, got ${bytes.length}`
  const place = PLACES.find((folder) => bytes.includes(folder))
  if (place) yield `expected no folder of the build machine in the file, got ${place}`
  const [, machine] = /Machine:\s+(.*)/.exec(readelf(file, '-h')) ?? []
  const expected = MACHINES[target.cpu]
  if (machine !== expected) yield `expected a binary for ${expected}, got a binary for ${machine}`
}

/**
 * @param {string} file
 * @param {Target} target
 */
function* problemsOfAddon(file, target) {
  yield* problemsOfBoth(file, target, ADDON_LIMIT)
  const libraries = needed(file)
  if (target.libc === 'musl') {
    if (libraries.join() !== 'libc.so') yield `expected to need only libc.so, got ${libraries}`
    return
  }
  if (!libraries.includes('libc.so.6')) yield `expected to need glibc, got ${libraries}`
  const versions = [...readelf(file, '-V').matchAll(/Name: GLIBC_(\d+)\.(\d+)/g)]
  for (const [, major, minor] of versions) {
    if (Number(major) !== 2 || Number(minor) > NEWEST_GLIBC) {
      yield `expected symbols of glibc 2.${NEWEST_GLIBC} at most, got ${major}.${minor}`
    }
  }
}

/**
 * @param {string} file
 * @param {Target} target
 * @param {string} version
 */
function* problemsOfInit(file, target, version) {
  yield* problemsOfBoth(file, target, INIT_LIMIT)
  const libraries = needed(file)
  if (libraries.length > 0) yield `expected to be static, got a program that needs ${libraries}`
  // Reads the binary instead of running it: it may be for another processor.
  const line = `zombie-init ${version}`
  if (!fs.readFileSync(file).includes(`${line}\n`))
    yield `expected the text "${line}" in the file, got none. Run \`npm run prebuild\``
  const mode = fs.statSync(file).mode & 0o777
  if ((mode & 0o111) !== 0o111) yield `expected the file mode 755, got ${mode.toString(8)}`
}

/** @param {string} file */
function needed(file) {
  return [...readelf(file, '-d').matchAll(/\(NEEDED\).*\[(.*)\]/g)].map(([, name]) => name)
}

/**
 * @param {string} file
 * @param {string} what
 */
function readelf(file, what) {
  return execFileSync('readelf', [what, '--wide', file], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
  })
}

module.exports = { problemsOfAddon, problemsOfInit }
