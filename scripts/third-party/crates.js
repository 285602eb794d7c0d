'use strict'

// The Rust crates in the published binaries, including the crates of Rust's standard library.

const { execFileSync } = require('node:child_process')
const path = require('node:path')

const { TARGETS, tripleOf } = require('../targets')

/**
 * @typedef {object} Crate
 * @property {string} name
 * @property {string} version for a crate of Rust itself, the version of Rust
 * @property {string} license an SPDX expression
 * @property {string[]} authors
 * @property {boolean} isOfRust whether the crate belongs to Rust's source instead of crates.io
 * @property {string} folder
 */

const root = path.join(__dirname, '../..')
const OURS = new Set(['zombie-reaper', 'zombie-init', 'reaper-core'])

const sysroot = () => run('rustc', ['--print', 'sysroot']).trim()
const rustVersion = () => run('rustc', ['--version']).split(' ')[1]

/** @returns {Crate[]} each crate once, sorted by name */
function linkedCrates() {
  const rust = rustVersion()
  const std = path.join(sysroot(), 'lib/rustlib/src/rust/library/std/Cargo.toml')
  const found = new Map()
  for (const triple of new Set(TARGETS.map(tripleOf))) {
    // The second entry has the options that scripts/prebuild.js builds the standard library with.
    for (const [roots, args] of /** @type {const} */ ([
      [['zombie-reaper', 'zombie-init'], []],
      [['std'], ['--no-default-features', '--manifest-path', std]],
    ])) {
      for (const crate of reachable(metadata(triple, args), roots)) {
        if (!OURS.has(crate.name)) found.set(crate.id, crate)
      }
    }
  }
  return [...found.values()]
    .map(({ name, version, license, authors, source, manifest_path: manifest }) => {
      const isOfRust = source === null
      return {
        name,
        version: isOfRust ? rust : version,
        license: license.replace('/', ' OR '),
        authors,
        isOfRust,
        folder: path.dirname(manifest),
      }
    })
    .toSorted((a, b) => (`${a.name} ${a.version}` < `${b.name} ${b.version}` ? -1 : 1))
}

/**
 * @param {string} triple
 * @param {readonly string[]} args
 */
function metadata(triple, args) {
  const always = ['metadata', '--format-version=1', '--locked', '--filter-platform', triple]
  return JSON.parse(run('cargo', [...always, ...args]))
}

/**
 * Follows the linked crates only: no build script, no procedural macro, no test.
 * @param {{ packages: any[], resolve: { nodes: any[] } }} graph
 * @param {readonly string[]} roots
 * @returns {any[]} packages as `cargo metadata` describes them
 */
function reachable({ packages, resolve }, roots) {
  const crateOf = new Map(packages.map((crate) => [crate.id, crate]))
  const nodeOf = new Map(resolve.nodes.map((node) => [node.id, node]))
  const seen = new Set(packages.filter(({ name }) => roots.includes(name)).map(({ id }) => id))
  // A loop over a Set also visits the elements that the loop adds.
  for (const id of seen) {
    for (const { pkg, dep_kinds: kinds } of nodeOf.get(id).deps) {
      const isNormal = kinds.some((/** @type {{ kind: string | null }} */ { kind }) => !kind)
      if (isNormal && !isMacro(crateOf.get(pkg))) seen.add(pkg)
    }
  }
  return [...seen].map((id) => crateOf.get(id))
}

/** @param {{ targets: { kind: string[] }[] }} crate */
function isMacro({ targets }) {
  return targets.some(({ kind }) => kind.includes('proc-macro'))
}

/**
 * @param {string} command
 * @param {string[]} args
 */
function run(command, args) {
  return execFileSync(command, args, {
    cwd: root,
    encoding: 'utf8',
    // The manifests of the standard library use unstable features of cargo.
    env: { ...process.env, RUSTC_BOOTSTRAP: '1' },
    maxBuffer: 2 ** 28,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

module.exports = { linkedCrates, sysroot }
