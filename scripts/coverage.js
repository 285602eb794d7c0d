'use strict'

// Prints the lines that tests run: of the Rust crates under `cargo test`, and of lib/ under the tests
// of its rooms. `rust` or `lib` prints one of the two. Names of rooms print these rooms of lib/ under
// their own tests.

const { spawnSync } = require('node:child_process')
const fs = require('node:fs')
const path = require('node:path')

const { readWords } = require('./arguments')
const { root, run } = require('./matrix/tool')

const USAGE = 'npm run coverage -- [rust] [lib] [ROOM...]'

// Without src/: the addon runs in Node only. Of zombie-init, `cargo test` runs the library only.
const CRATES = ['reaper-core', 'zombie-init']

// The rooms of lib/ with tests of their own.
const ROOMS = fs.readdirSync(path.join(root, 'lib')).filter((room) => testsOf(room).length > 0)

// The tests in `api` call lib/ too. The others test examples, documents and packages.
const ALL = [...ROOMS, 'api']

/** @param {string} room */
function testsOf(room) {
  const files = fs.readdirSync(path.join(root, '__test__', room))
  return files.filter((file) => file.endsWith('.test.js')).map((file) => `__test__/${room}/${file}`)
}

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
  // A process that a test starts writes its lines at its end. A process that is killed or that calls
  // execve writes none.
  const report = ['--all', '--src', 'lib', '--temp-directory', 'target/coverage']
  const included = folders.flatMap((folder) => ['--include', folder])
  const runner = ['node', '--test', '--test-concurrency=1', '--test-reporter=dot']
  show(['npx', 'c8', ...report, ...included, ...runner, ...rooms.flatMap(testsOf)])
}

function main() {
  const words = readWords(USAGE, ['rust', 'lib', ...ROOMS])
  const isAll = words.length === 0
  const rooms = ROOMS.filter((room) => words.includes(room))
  if (isAll || words.includes('rust')) rust()
  if (isAll || words.includes('lib')) lib(ALL, ['lib'])
  if (rooms.length > 0)
    lib(
      rooms,
      rooms.map((room) => `lib/${room}`),
    )
}

main()
