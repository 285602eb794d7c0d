'use strict'

// Checks for the tools of `npm run prebuild` before the build starts.

const { spawnSync } = require('node:child_process')
const fs = require('node:fs')
const path = require('node:path')

const RUST = 'install Rust, see https://rustup.rs'

/**
 * @param {string} command
 * @param {string[]} args
 * @returns {string | undefined} the output of the command, if the command runs
 */
function output(command, args) {
  const { status, stdout } = spawnSync(command, args, { encoding: 'utf8' })
  return status === 0 ? stdout.trim() : undefined
}

/** @returns {string} the folder of the source of Rust's standard library */
function requireTools() {
  const missing = []
  const sysroot = output('rustc', ['--print', 'sysroot'])
  const source = path.join(sysroot ?? '', 'lib/rustlib/src/rust')
  if (sysroot === undefined || output('cargo', ['--version']) === undefined) {
    missing.push(`rustc and cargo: ${RUST}`)
  }
  if (!fs.existsSync(path.join(source, 'library/std/Cargo.toml'))) {
    missing.push("the source of Rust's standard library:\n      rustup component add rust-src")
  }
  // Tests both tools: cargo-zigbuild finds zig on PATH or as a module of Python.
  if (output('cargo-zigbuild', ['zig', 'cc', '--', '--version']) === undefined) {
    missing.push(
      'cargo-zigbuild and zig:\n' +
        '      python3 -m venv target/tools && target/tools/bin/pip install -r scripts/requirements.txt\n' +
        '      export PATH="$PWD/target/tools/bin:$PATH"',
    )
  }
  if (missing.length === 0) return source
  console.error(`Missing on this machine:\n${missing.map((what) => `  - ${what}\n`).join('')}`)
  process.exit(1)
}

module.exports = { requireTools }
