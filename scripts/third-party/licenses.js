'use strict'

// The licences of the crates in the binaries. deny.toml lists the allowed ones. cargo-about cannot
// collect their texts: it does not know the standard library.

const fs = require('node:fs')
const path = require('node:path')

const { sysroot } = require('./crates')

/** @typedef {import('./crates').Crate} Crate */

const THIRD_PARTY = 'THIRD-PARTY-LICENSES.txt'

// glibc had no symbols for the three functions before 2.33. So Zig links glibc's own wrappers
// (libc_nonshared.a). A link map (`zig ld.lld -Map`) shows that the binaries contain nothing else of
// Zig, of a libc or of libunwind.
const INTRODUCTION = `The binaries of zombie-reaper contain code of these Rust crates and of Rust's standard library.
Where a crate offers a choice of licenses, this package uses the MIT license.

The addons for glibc also contain stat64, fstat64 and fstatat64 of the GNU C Library, copyright of
the Free Software Foundation, Inc. Their license is the LGPL 2.1 or later, with an exception: it
allows linking them with other programs, and distributing those programs, without any restriction
that comes from these functions.
`

/** @param {Crate[]} crates */
function thirdPartyLicenses(crates) {
  /** @type {Map<string, Crate[]>} */
  const cratesOf = new Map()
  for (const crate of crates) {
    const text = textsOf(crate).join('\n\n')
    cratesOf.set(text, [...(cratesOf.get(text) ?? []), crate])
  }
  const chapters = [...cratesOf].map(([text, same]) => `${same.map(title).join('\n')}\n\n${text}\n`)
  return [INTRODUCTION, ...chapters].join(`\n${'-'.repeat(80)}\n\n`)
}

/** @param {Crate} crate */
function title({ name, version, license, isOfRust }) {
  return `${name}${isOfRust ? ' of Rust' : ''} ${version} (${license})`
}

/**
 * @param {Crate} crate
 * @returns {string[]}
 */
function textsOf({ name, authors, isOfRust, folder }) {
  // compiler_builtins contains libm, and has its licence in the folder above.
  const texts = filesIn(name === 'compiler_builtins' ? path.dirname(folder) : folder)
  if (texts.length > 0) return texts
  return isOfRust ? rustTexts() : [mit(authors.join(', '))]
}

/** @param {string} folder */
function filesIn(folder) {
  const names = fs
    .readdirSync(folder)
    .filter((name) => /^(?:licen[cs]e|copying|notice)/i.test(name))
  const chosen = names.filter((name) => /-mit/i.test(name))
  return (chosen.length > 0 ? chosen : names).map((name) =>
    fs.readFileSync(path.join(folder, name), 'utf8').replaceAll('\r\n', '\n').trim(),
  )
}

// The Unicode tables in core have their own licence.
const rustTexts = () => [
  mit('The Rust Project Developers (see https://thanks.rust-lang.org)'),
  spdx('Unicode-3.0'),
]

/** @param {string} holders */
function mit(holders) {
  return spdx('MIT').replace('<year> <copyright holders>', holders)
}

/** @param {string} license */
function spdx(license) {
  const file = path.join(sysroot(), 'share/doc/rust/licenses', `${license}.txt`)
  return fs.readFileSync(file, 'utf8').trim()
}

module.exports = { THIRD_PARTY, thirdPartyLicenses }
