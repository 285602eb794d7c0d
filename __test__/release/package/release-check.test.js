'use strict'

// Breaks each promise of `npm run release:check` in the real tarballs.

const assert = require('node:assert/strict')
const { execFileSync, spawnSync } = require('node:child_process')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')

const { version } = require('../../../package.json')
const { TARBALLS, problemsIn } = require('../../../scripts/release-check')
const { THIRD_PARTY } = require('../../../scripts/third-party/licenses')
const { temporaryFolder } = require('../../support/helpers')

const MAIN = 'zombie-reaper'
const GNU = 'zombie-reaper-linux-x64-gnu'
const MUSL = 'zombie-reaper-linux-x64-musl'
const ADDON = 'zombie-reaper.linux-x64-gnu.node'

/** @param {string} name */
const tarballOf = (name) => `${name}-${version}.tgz`

/**
 * Copies the tarballs, with a change in one of them.
 * @param {string} name
 * @param {(folder: string) => void} change gets the folder with the content of the tarball
 */
function withChange(name, change) {
  const tarballs = temporaryFolder()
  fs.cpSync(TARBALLS, tarballs, { recursive: true })
  const folder = temporaryFolder()
  const tarball = path.join(tarballs, tarballOf(name))
  execFileSync('tar', ['-xzf', tarball, '-C', folder])
  change(path.join(folder, 'package'))
  execFileSync('tar', ['-czf', tarball, '-C', folder, 'package'])
  return tarballs
}

/** @param {(manifest: any) => void} change */
function inManifest(change) {
  return (/** @type {string} */ folder) => {
    const file = path.join(folder, 'package.json')
    const manifest = JSON.parse(fs.readFileSync(file, 'utf8'))
    change(manifest)
    fs.writeFileSync(file, JSON.stringify(manifest))
  }
}

/**
 * @param {string} name
 * @param {string} from
 * @param {string} to must have the length of `from`
 */
function inBytes(name, from, to) {
  return (/** @type {string} */ folder) => {
    const file = path.join(folder, name)
    const bytes = fs.readFileSync(file, 'latin1')
    assert.ok(bytes.includes(from))
    fs.writeFileSync(file, bytes.replaceAll(from, to), 'latin1')
  }
}

/**
 * @param {string} name
 * @param {number} bytes
 */
function longer(name, bytes) {
  return (/** @type {string} */ folder) =>
    fs.appendFileSync(path.join(folder, name), Buffer.alloc(bytes))
}

/**
 * @param {string} name
 * @param {string} platform the platform whose addon replaces the real one
 */
function otherAddon(name, platform) {
  const tarball = path.join(TARBALLS, tarballOf(`${MAIN}-${platform}`))
  return (/** @type {string} */ folder) =>
    fs.writeFileSync(
      path.join(folder, name),
      execFileSync('tar', ['-xzOf', tarball, `package/zombie-reaper.${platform}.node`]),
    )
}

test('the packages that were made can be published', () => {
  assert.deepEqual(problemsIn(TARBALLS), [])
})

test('a package that is missing is missed', () => {
  const tarballs = temporaryFolder()
  fs.cpSync(TARBALLS, tarballs, { recursive: true })
  fs.rmSync(path.join(tarballs, tarballOf(MUSL)))
  const [problem, ...others] = problemsIn(tarballs)
  assert.match(problem, /linux-x64-musl-.* is missing\. Run `npm run prebuild/)
  assert.deepEqual(others, [])
})

// npm refuses a provenance that names another repository than package.json. By then, some packages
// are already published.
test('where the workflow runs, each package has to name its repository', () => {
  const { status, stderr } = spawnSync(
    process.execPath,
    [require.resolve('../../../scripts/release-check')],
    {
      env: {
        ...process.env,
        GITHUB_SERVER_URL: 'https://github.com',
        GITHUB_REPOSITORY: 'some/fork',
      },
      encoding: 'utf8',
    },
  )
  assert.equal(status, 1)
  const problems = stderr.trim().split(/\n(?=zombie)/)
  assert.equal(problems.length, 5)
  for (const problem of problems)
    assert.match(problem, /git\+https:\/\/github\.com\/some\/fork\.git/)
})

/** @type {[what: string, name: string, change: (folder: string) => void, problem: RegExp][]} */
const CHANGES = [
  [
    'a file of `files` is not there',
    MAIN,
    (folder) => fs.rmSync(path.join(folder, 'auto.js')),
    /expected the file auto\.js, which/,
  ],
  [
    'a file of `exports` is not there',
    MAIN,
    inManifest(({ exports }) => (exports['./auto'].types = './gone.d.ts')),
    /expected the file \.\/gone\.d\.ts, which/,
  ],
  [
    'a peer is not optional',
    MAIN,
    inManifest(({ peerDependenciesMeta }) => delete peerDependenciesMeta['prom-client']),
    /expected prom-client to be an optional peer/,
  ],
  [
    'a file of `bin` is not there',
    MAIN,
    (folder) => fs.rmSync(path.join(folder, 'bin/zombie-init.js')),
    /expected the file bin\/zombie-init\.js, which/,
  ],
  [
    'the addon is not there under its name',
    GNU,
    inManifest((manifest) => (manifest.main = 'gone.node')),
    /expected the file gone\.node, which/,
  ],
  [
    'a platform package has another version',
    GNU,
    inManifest((manifest) => (manifest.version = '9.9.9')),
    /expected version .*, got 9\.9\.9/,
  ],
  [
    'the main package asks for another version',
    MAIN,
    inManifest(({ optionalDependencies }) => (optionalDependencies[GNU] = '^9.9.9')),
    /optionalDependencies .*9\.9\.9/s,
  ],
  [
    'a package names another repository',
    GNU,
    inManifest((manifest) => (manifest.repository = 'somebody/else')),
    /expected the repository .*, got 'somebody\/else'/s,
  ],
  [
    'there is an install script',
    MAIN,
    inManifest((manifest) => (manifest.scripts = { install: 'node-gyp rebuild' })),
    /expected no scripts, got .*node-gyp/,
  ],
  [
    'there is a runtime dependency',
    MAIN,
    inManifest((manifest) => (manifest.dependencies = { 'left-pad': '1' })),
    /expected no dependencies, got .*left-pad/,
  ],
  ...[MAIN, GNU, MUSL].map(
    (name) =>
      /** @type {[string, string, (folder: string) => void, RegExp]} */ ([
        `${name} has no licenses of the crates that are linked`,
        name,
        (folder) => fs.rmSync(path.join(folder, THIRD_PARTY)),
        /THIRD-PARTY-LICENSES\.txt has no license of libc, napi, nix, std, syscalls/,
      ]),
  ),
  [
    'the license of a crate is not there',
    GNU,
    inBytes(THIRD_PARTY, 'syscalls 0', 'sysCalls 0'),
    /THIRD-PARTY-LICENSES\.txt has no license of syscalls$/m,
  ],
  [
    'the changelog has not heard of the version',
    MAIN,
    (folder) => fs.writeFileSync(path.join(folder, 'CHANGELOG.md'), '## [Unreleased]'),
    /expected a section .* in CHANGELOG\.md, got none/,
  ],
  [
    'a package is for another libc than its binaries',
    GNU,
    inManifest((manifest) => (manifest.libc = ['musl'])),
    /expected os, cpu and libc to be/,
  ],
  ['a platform package is too large', GNU, longer('LICENSE', 1_000_000), /at most 1200000 bytes/],
  ['an addon is too large', GNU, longer(ADDON, 250_000), /the addon: expected at most 450000/],
  ['zombie-init is too large', GNU, longer('zombie-init', 5_000), /zombie-init: .*most 20000/],
  [
    'a folder of the machine that built it is in an addon',
    GNU,
    (folder) => fs.appendFileSync(path.join(folder, ADDON), '/home/me/.cargo/registry/x.rs'),
    /the addon: expected no folder of the build machine .*, got \/home\//,
  ],
  [
    'an addon needs a newer glibc',
    GNU,
    inBytes(ADDON, 'GLIBC_2.17', 'GLIBC_2.34'),
    /glibc 2\.28 at most, got 2\.34/,
  ],
  [
    'an addon for musl needs more than a libc',
    MUSL,
    otherAddon('zombie-reaper.linux-x64-musl.node', 'linux-x64-gnu'),
    /expected to need only libc\.so, got libc\.so\.6/,
  ],
  [
    'an addon for glibc is one for musl',
    GNU,
    otherAddon(ADDON, 'linux-x64-musl'),
    /expected to need glibc, got libc\.so/,
  ],
  [
    'an addon is for another processor',
    GNU,
    otherAddon(ADDON, 'linux-arm64-gnu'),
    /expected a binary for .*X86-64, got a binary for AArch64/,
  ],
  [
    'zombie-init is of another version',
    GNU,
    inBytes('zombie-init', `zombie-init ${version}`, 'zombie-init 9.9.9'),
    /expected the text "zombie-init .*got none/,
  ],
  [
    'zombie-init is not static',
    GNU,
    otherAddon('zombie-init', 'linux-x64-gnu'),
    /zombie-init: expected to be static/,
  ],
  [
    'zombie-init may not be executed',
    GNU,
    (folder) => fs.chmodSync(path.join(folder, 'zombie-init'), 0o644),
    /zombie-init: expected the file mode 755, got 644/,
  ],
]

for (const [what, name, change, expected] of CHANGES) {
  test(`it is seen when ${what}`, () => {
    const problems = problemsIn(withChange(name, change))
    assert.ok(problems.length > 0)
    assert.ok(
      problems.every((problem) => problem.startsWith(`${name}: `)),
      problems.join('\n'),
    )
    assert.match(problems.join('\n'), expected)
  })
}
