'use strict'

// npm run coverage [-- rust | lib | ROOM...]
//
// Prints the lines that tests run: of the Rust crates under `cargo test`, and of lib/ under the tests
// of its rooms. `rust` or `lib` prints one of the two. Names of rooms print these rooms of lib/ under
// their own tests.

const { spawnSync } = require('node:child_process')
const fs = require('node:fs')
const path = require('node:path')

const { root, run } = require('./matrix/tool')

// Without src/: the addon runs in Node only. Of zombie-init, `cargo test` runs the library only.
const CRATES = ['reaper-core', 'zombie-init']

// The rooms of tests that call lib/. The others test examples, documents and packages.
const ROOMS = [...fs.readdirSync(path.join(root, 'lib')), 'api']

/**
 * Finds a tool of LLVM that reads what this rustc writes: the one that rustup installs, or Debian's
 * of the same major version.
 * @param {string} tool
 */
function llvm(tool) {
  const about = run(['rustc', '--version', '--verbose'], 'Install Rust, see https://rustup.rs')
  const [, host] = /^host: (.+)$/m.exec(about) ?? []
  const [, major] = /^LLVM version: (\d+)/m.exec(about) ?? []
  const sysroot = run(['rustc', '--print', 'sysroot'], '').trim()
  const ofRustup = path.join(sysroot, 'lib', 'rustlib', String(host), 'bin', tool)
  if (fs.existsSync(ofRustup)) return ofRustup
  const remedy = `Run \`rustup component add llvm-tools\` or \`apt-get install llvm-${major}\``
  run([`${tool}-${major}`, '--version'], remedy)
  return `${tool}-${major}`
}

/**
 * @param {string[]} command
 * @param {NodeJS.ProcessEnv} [env]
 */
function show([tool, ...args], env = {}) {
  const { error, status } = spawnSync(tool, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  })
  if (error) throw error
  if (status !== 0) process.exitCode = 1
}

function rust() {
  const remedy = 'Run `cargo install --locked cargo-llvm-cov`'
  run(['cargo-llvm-cov', 'llvm-cov', '--version'], remedy)
  const packages = CRATES.flatMap((crate) => ['--package', crate])
  show(['cargo', 'llvm-cov', '--locked', ...packages, '--summary-only'], {
    LLVM_COV: llvm('llvm-cov'),
    LLVM_PROFDATA: llvm('llvm-profdata'),
  })
}

/**
 * @param {string[]} rooms of the tests
 * @param {string[]} folders to measure
 */
function lib(rooms, folders) {
  const tests = rooms
    .flatMap((room) => fs.readdirSync(path.join(root, '__test__', room)).map((f) => `${room}/${f}`))
    .filter((file) => file.endsWith('.test.js'))
    .map((file) => `__test__/${file}`)
  // A process that a test starts writes its lines at its end. A process that is killed or that calls
  // execve writes none.
  const report = ['--all', '--src', 'lib', '--temp-directory', 'target/coverage']
  const included = folders.flatMap((folder) => ['--include', folder])
  const runner = ['node', '--test', '--test-concurrency=1', '--test-reporter=dot']
  show(['npx', 'c8', ...report, ...included, ...runner, ...tests])
}

function main() {
  const asked = process.argv.slice(2)
  const [what = 'all'] = asked
  if (what === 'all' || what === 'rust') rust()
  if (what === 'all' || what === 'lib') lib(ROOMS, ['lib'])
  else if (what !== 'rust') {
    lib(
      asked,
      asked.map((room) => `lib/${room}`),
    )
  }
}

main()
