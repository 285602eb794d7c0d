'use strict'

// The requirements for a published package, as npm unpacks it.

const fs = require('node:fs')
const path = require('node:path')
const { inspect, isDeepStrictEqual } = require('node:util')

const { version } = require('../package.json')
const { problemsOfAddon, problemsOfInit } = require('./check-binary')
const { repository } = require('./repository')
const { TARGETS, addonOf, packageOf } = require('./targets')
const { THIRD_PARTY } = require('./third-party/licenses')

/** @typedef {import('./targets').Target} Target */

// The crates that the binaries link by name, and Rust's standard library.
const CRATES = ['libc', 'napi', 'nix', 'std', 'syscalls']

const PLATFORM_LIMIT = 1_200_000

/** @param {string} folder */
function* problemsOfEvery(folder) {
  const manifest = manifestOf(folder)
  if (manifest.version !== version) yield `expected version ${version}, got ${manifest.version}`
  if (!isDeepStrictEqual(manifest.repository, repository))
    yield `expected the repository ${inspect(repository)}, got ${inspect(manifest.repository)}`
  for (const field of ['scripts', 'dependencies', 'devDependencies']) {
    if (field in manifest) yield `expected no ${field}, got ${inspect(manifest[field])}`
  }
  const { peerDependencies = {}, peerDependenciesMeta = {} } = manifest
  for (const peer of Object.keys(peerDependencies)) {
    if (peerDependenciesMeta[peer]?.optional !== true)
      yield `expected ${peer} to be an optional peer, got a peer that npm installs`
  }
  const { files, main, types, exports, bin } = manifest
  for (const name of strings([files, main, types, exports, bin])) {
    if (!fs.existsSync(path.join(folder, name)))
      yield `expected the file ${name}, which package.json names, got no such file`
  }
  const licenses = path.join(folder, THIRD_PARTY)
  const text = fs.existsSync(licenses) ? fs.readFileSync(licenses, 'utf8') : ''
  const missing = CRATES.filter((crate) => !new RegExp(`^${crate} .*\\d`, 'm').test(text))
  if (missing.length > 0) yield `${THIRD_PARTY} has no license of ${missing.join(', ')}`
}

/** @param {string} folder */
function* problemsOfMain(folder) {
  yield* problemsOfEvery(folder)
  const expected = Object.fromEntries(TARGETS.map((target) => [packageOf(target), version]))
  const { optionalDependencies } = manifestOf(folder)
  if (!isDeepStrictEqual(optionalDependencies, expected)) {
    yield `expected the optionalDependencies ${inspect(expected)}, got ${inspect(optionalDependencies)}`
  }
  const changelog = fs.readFileSync(path.join(folder, 'CHANGELOG.md'), 'utf8')
  if (!changelog.includes(`\n## [${version}]`))
    yield `expected a section [${version}] in CHANGELOG.md, got none`
}

/**
 * @param {string} folder
 * @param {Target} target
 */
function* problemsOfPlatform(folder, target) {
  yield* problemsOfEvery(folder)
  const { os, cpu, libc } = manifestOf(folder)
  const expected = [['linux'], [target.cpu], [target.libc]]
  if (!isDeepStrictEqual([os, cpu, libc], expected)) {
    yield `expected os, cpu and libc to be ${inspect(expected)}, got ${inspect([os, cpu, libc])}`
  }
  const bytes = fs
    .readdirSync(folder)
    .reduce((sum, name) => sum + fs.statSync(path.join(folder, name)).size, 0)
  if (bytes > PLATFORM_LIMIT) yield `expected at most ${PLATFORM_LIMIT} bytes, got ${bytes}`
  yield* named('the addon', problemsOfAddon(path.join(folder, addonOf(target)), target))
  yield* named('zombie-init', problemsOfInit(path.join(folder, 'zombie-init'), target, version))
}

/** @param {string} folder */
function manifestOf(folder) {
  return JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'))
}

/**
 * Returns every string in the value, at any depth.
 * @param {unknown} value
 * @returns {string[]}
 */
function strings(value) {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(strings) : []
}

/**
 * @param {string} what
 * @param {Iterable<string>} problems
 */
function* named(what, problems) {
  for (const problem of problems) yield `${what}: ${problem}`
}

module.exports = { named, problemsOfMain, problemsOfPlatform }
