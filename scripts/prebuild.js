'use strict'

// Builds the published binaries into artifacts/: the addon for each platform, and zombie-init for
// each processor. Works on any machine with Rust and zig.

const { spawn } = require('node:child_process')
const { once } = require('node:events')
const fs = require('node:fs')
const os = require('node:os')
const path = require('node:path')
const { createInterface } = require('node:readline')

const { readWords } = require('./arguments')
const { startProgress } = require('./progress')
const { PLATFORMS, addonOf, chosen, initOf, tripleOf } = require('./targets')
const { requireTools } = require('./tools')

/** @typedef {import('./targets').Target} Target */

const root = path.join(__dirname, '..')
const artifacts = path.join(root, 'artifacts')
const targetFolder = path.join(root, 'target', 'prebuild')

// Older than the glibc of any Node 20 (2.28), and it costs nothing.
const GLIBC = '2.17'

// Backtraces take a third of the bytes of Rust's prebuilt standard library, and they are useless,
// since a stripped library has no names. A rebuild without them needs no `rustup target add`. Stable
// Rust allows the rebuild only with RUSTC_BOOTSTRAP=1.
const STD = ['-Zbuild-std=std,panic_unwind', '-Zbuild-std-features=panic-unwind']
const ADDON = ['--package', 'zombie-reaper', '--release', ...STD]
const CORE = ['-Zbuild-std=core', '-Zbuild-std-features=']
const INIT = ['--package', 'zombie-init', '--profile', 'init', ...CORE]

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
async function build(what, triple, rustFlags) {
  const cargo = spawn(
    'cargo',
    ['zigbuild', '--locked', ...what, '--target', triple, '--target-dir', targetFolder],
    {
      cwd: root,
      stdio: ['ignore', 'inherit', 'pipe'],
      env: {
        ...process.env,
        RUSTC_BOOTSTRAP: '1',
        CARGO_ENCODED_RUSTFLAGS: rustFlags.join('\u001F'),
      },
    },
  )
  createInterface({ input: cargo.stderr }).on('line', (line) => progress.log(`${line}\n`))
  const [status] = await once(cargo, 'close')
  if (status === 0) return
  progress.stop('failed')
  process.exit(1)
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
  progress.log(`artifacts/${name}: ${fs.statSync(file).size} bytes\n`)
}

const targets = chosen(readWords('npm run prebuild -- [PLATFORM...]', PLATFORMS))
const rustCpus = new Set(targets.map((target) => target.rustCpu))
const flags = remap(requireTools())
const progress = startProgress(targets.length + rustCpus.size)

async function main() {
  for (const target of targets) {
    const isMusl = target.libc === 'musl'
    const triple = tripleOf(target)
    progress.begin(addonOf(target))
    // A library that Node loads must use the libc that Node uses.
    const linking = isMusl ? ['-Ctarget-feature=-crt-static'] : []
    await build(ADDON, isMusl ? triple : `${triple}.${GLIBC}`, [...flags, ...linking])
    keep(`${triple}/release/libzombie_reaper.so`, addonOf(target))
  }
  for (const rustCpu of rustCpus) {
    // zombie-init has no libc. Programs for a musl triple are static. zig refuses a static program
    // for the gnu triple. Start files of rustc for a musl triple need a `rustup target add`.
    const triple = `${rustCpu}-unknown-linux-musl`
    const target = /** @type {Target} */ (targets.find((each) => each.rustCpu === rustCpu))
    progress.begin(initOf(target))
    await build(INIT, triple, [...flags, '-Clink-self-contained=no'])
    keep(`${triple}/init/zombie-init`, initOf(target))
  }
  progress.stop()
}

void main()
