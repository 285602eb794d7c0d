'use strict'

// Which libc this Node uses.

const fs = require('../support/fs')
const { runtime } = require('../support/runtime')

// musl's names for processors, by Node's names.
const PROCESSORS = new Map([
  ['x64', 'x86_64'],
  ['arm64', 'aarch64'],
])

// Deno exists for glibc only, and needs a permission for each of the looks below.
const DENO = 'gnu'

/**
 * Guesses the libc at the cost of one system call. Few systems with glibc have musl's dynamic
 * loader.
 * @returns {'gnu' | 'musl'}
 */
function likelyLibc() {
  if (runtime === 'Deno') return DENO
  try {
    const loader = `/lib/ld-musl-${PROCESSORS.get(process.arch)}.so.1`
    return fs.existsSync(loader) ? 'musl' : 'gnu'
  } catch {
    // The permission model (`--permission`) may forbid the check.
    return 'gnu'
  }
}

// The file of glibc. Matches versions before 2.34, and a file that an upgrade has deleted, too.
const GLIBC = /\/libc(\.so\.6|-2\.\d+\.so)( \(deleted\))?$/m

/**
 * Returns the libc that this process has mapped.
 * @returns {'gnu' | 'musl'}
 */
function mappedLibc() {
  if (runtime === 'Deno') return DENO
  try {
    return GLIBC.test(fs.readFileSync('/proc/self/maps', 'latin1')) ? 'gnu' : 'musl'
  } catch {
    // Node with --permission. The report is slower, because it has every socket's host name too.
    const { header } = /** @type {{ header: object }} */ (process.report.getReport())
    return 'glibcVersionRuntime' in header ? 'gnu' : 'musl'
  }
}

module.exports = { likelyLibc, mappedLibc }
