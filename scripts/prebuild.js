'use strict'

// Builds the published binaries into artifacts/: the addon for each platform, and zombie-init for
// each processor. Works on any machine with Rust and zig.

const { spawnSync } = require('node:child_process')
const fs = require('node:fs')
const os = require('node:os')
const path = require('node:path')

const { addonOf, chosen, initOf, tripleOf } = require('./targets')
const { requireTools } = require('./tools')

/** @typedef {import('./targets').Target} Target */

const root = path.join(__dirname, '..')
const artifacts = path.join(root, 'artifacts')
const targetFolder = path.join(root, 'target', 'prebuild')

// Older than the glibc of any Node 20 (2.28), and it costs nothing.
const GLIBC = '2.17'

// Two parts of Rust's prebuilt standard library take a third of an addon's bytes. Backtraces are
// useless, since a stripped library has no names. An unwinder is useless, since panics abort here.
// A rebuild without both halves the addon, and needs no `rustup target add`. Stable Rust allows the
// rebuild only with RUSTC_BOOTSTRAP=1.
const ADDON = ['--package', 'zombie-reaper', '--release', '-Z', 'build-std=std,panic_abort']
const INIT = ['--package', 'zombie-init', '--profile', 'init', '-Z', 'build-std=core']

/**
 * Returns the flags that replace this machine's source folders in the panic messages.
 * @param {string} standardLibrary
 */
function remap(standardLibrary) {
  const cargoHome = process.env.CARGO_HOME ?? path.join(os.homedir(), '.cargo')
  const folders = { [cargoHome]: '/cargo', [standardLibrary]: '/rust', [root]: '/zombie-reaper' }
  return Object.entries(folders).map(([from, to]) => `--remap-path-prefix=${from}=${to}`)
}

/**
 * @param {string[]} what
 * @param {string} triple
 * @param {string[]} rustFlags
 */
function build(what, triple, rustFlags) {
  const { status, error } = spawnSync(
    'cargo',
    [
      'zigbuild',
      '--locked',
      ...what,
      '-Z',
      'build-std-features=',
      '--target',
      triple,
      '--target-dir',
      targetFolder,
    ],
    {
      cwd: root,
      stdio: 'inherit',
      env: {
        ...process.env,
        RUSTC_BOOTSTRAP: '1',
        CARGO_ENCODED_RUSTFLAGS: rustFlags.join('\u001F'),
      },
    },
  )
  if (error) throw error
  if (status !== 0) process.exit(1)
}

/**
 * @param {string} built a path below cargo's target folder
 * @param {string} name
 */
function keep(built, name) {
  const file = path.join(artifacts, name)
  fs.mkdirSync(artifacts, { recursive: true })
  // Removes the old file first: a running Node may have mapped it.
  fs.rmSync(file, { force: true })
  fs.copyFileSync(path.join(targetFolder, built), file)
  console.log(`artifacts/${name}: ${fs.statSync(file).size} bytes`)
}

const targets = chosen(process.argv.slice(2))
const flags = remap(requireTools())

for (const target of targets) {
  const isMusl = target.libc === 'musl'
  const triple = tripleOf(target)
  // A library that Node loads must use the libc that Node uses.
  const linking = isMusl ? ['-Ctarget-feature=-crt-static'] : []
  build(ADDON, isMusl ? triple : `${triple}.${GLIBC}`, [...flags, ...linking])
  keep(`${triple}/release/libzombie_reaper.so`, addonOf(target))
}
for (const rustCpu of new Set(targets.map((target) => target.rustCpu))) {
  // zombie-init has no libc. Programs for a musl triple are static. zig refuses a static program for
  // the gnu triple. Start files of rustc for a musl triple need a `rustup target add`.
  const triple = `${rustCpu}-unknown-linux-musl`
  build(INIT, triple, [...flags, '-Clink-self-contained=no'])
  const target = /** @type {Target} */ (targets.find((each) => each.rustCpu === rustCpu))
  keep(`${triple}/init/zombie-init`, initOf(target))
}
