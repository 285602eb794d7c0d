'use strict'

// Which libc this Node runs on.

const fs = require('../support/fs')

// musl's names for processors, by Node's.
const PROCESSORS = new Map([
  ['x64', 'x86_64'],
  ['arm64', 'aarch64'],
])

/**
 * A guess that costs one system call: musl's dynamic loader is there, as on few systems with glibc.
 * @returns {'gnu' | 'musl'}
 */
function likelyLibc() {
  try {
    const loader = `/lib/ld-musl-${PROCESSORS.get(process.arch)}.so.1`
    return fs.existsSync(loader) ? 'musl' : 'gnu'
  } catch {
    // The permission model (`--permission`) may not let us look there.
    return 'gnu'
  }
}

// The file of glibc, in versions before 2.34 as well, and when it was upgraded meanwhile.
const GLIBC = /\/libc(\.so\.6|-2\.\d+\.so)( \(deleted\))?$/m

/**
 * What this process has mapped.
 * @returns {'gnu' | 'musl'}
 */
function mappedLibc() {
  try {
    return GLIBC.test(fs.readFileSync('/proc/self/maps', 'latin1')) ? 'gnu' : 'musl'
  } catch {
    // Deno, which there is for glibc alone, has no report without more permissions.
    if (process.versions.deno) return 'gnu'
    // With --permission. Slower, since a report has every socket's host name too.
    const { header } = /** @type {{ header: object }} */ (process.report.getReport())
    return 'glibcVersionRuntime' in header ? 'gnu' : 'musl'
  }
}

module.exports = { likelyLibc, mappedLibc }
