'use strict'

// Builds the addon with AddressSanitizer and runs tests of rooms of __test__ with it. Also looks for
// leaks. gcc brings the runtime.

const { spawnSync } = require('node:child_process')
const fs = require('node:fs')
const path = require('node:path')

const { copyCheckout } = require('../matrix/stage')
const { root, run } = require('../matrix/tool')
const { addonOf, TARGETS } = require('../targets')
const { runNode, runTests, testFiles } = require('./tests')

const ROOMS = ['reap', 'job', 'inspect', 'metrics', 'loop', 'proc']

// A browser has its own allocator, and sandboxes that the runtime cannot enter.
const LEFT_OUT = new Set(['job/browser.test.js'])

// The tests that cannot run with the sanitizer, by the reason.
const CANNOT_RUN = {
  'its runtime handles the SIGSEGV of a shell': ['a dumped core is told'],
  'its code makes system calls before a process ends': ['all but its own are blocked'],
  'its runtime aborts where Bun has an alternate signal stack': ['in Bun the figures are right'],
}

// What shows that a report is about the addon. Node leaves much of its memory to the kernel at its
// end, and a shell of a test may send itself SIGSEGV.
const OURS = /zombie_reaper|reaper_core|zombie-reaper[^/]*\.node/

/** @returns {string} the built library */
function build() {
  const triple = `${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-unknown-linux-gnu`
  const folder = path.join(root, 'target', 'sanitize')
  const flags = ['--package', 'zombie-reaper', '--target', triple, '--target-dir', folder]
  const { status } = spawnSync('cargo', ['build', '--locked', ...flags], {
    cwd: root,
    stdio: 'inherit',
    // The sanitizers of stable Rust need RUSTC_BOOTSTRAP=1.
    env: { ...process.env, RUSTC_BOOTSTRAP: '1', RUSTFLAGS: '-Zsanitizer=address' },
  })
  if (status !== 0) process.exit(1)
  return path.join(folder, triple, 'debug', 'libzombie_reaper.so')
}

/**
 * @param {string} library
 * @returns {string} a copy of this checkout with the library as its addon
 */
function stage(library) {
  const platform = `linux-${process.arch}-gnu`
  const target = TARGETS.find((each) => each.platform === platform)
  if (target === undefined) throw new Error(`expected glibc on x64 or arm64, got ${platform}`)
  const folder = copyCheckout()
  fs.copyFileSync(library, path.join(folder, addonOf(target)))
  fs.copyFileSync(path.join(root, 'zombie-init'), path.join(folder, 'zombie-init'))
  return folder
}

/**
 * @param {string} folder
 * @param {string[]} options for the sanitizer (ASAN_OPTIONS)
 * @returns {{ env: NodeJS.ProcessEnv, reports: () => string[] }} an environment in which Node runs
 *   below the sanitizer
 */
function sanitizer(folder, options) {
  // Programs that run as another user write reports, too.
  const logs = fs.mkdtempSync(path.join(folder, 'reports-'))
  fs.chmodSync(logs, 0o777)
  const runtime = run(['gcc', '-print-file-name=libasan.so'], 'Run `apt-get install gcc`').trim()
  return {
    env: {
      LD_PRELOAD: fs.realpathSync(runtime),
      ASAN_OPTIONS: [...options, 'use_sigaltstack=0', `log_path=${logs}/report`].join(':'),
    },
    reports: () =>
      fs.readdirSync(logs).map((name) => fs.readFileSync(path.join(logs, name), 'utf8')),
  }
}

/** @param {string} folder */
function leaks(folder) {
  // An exit code for leaks would come from Node's own.
  const { env, reports } = sanitizer(folder, ['detect_leaks=1', 'exitcode=0'])
  runNode(folder, ['scripts/sanitize/every-call.js'], env)
  const found = reports()
  if (found.length === 0) throw new Error('expected a report of what Node leaks, got none')
  return found.flatMap((report) => report.split('\n\n')).filter((leak) => OURS.test(leak))
}

/**
 * @param {string} folder
 * @param {string[]} rooms
 */
function errors(folder, rooms) {
  const files = rooms.flatMap(testFiles).filter((file) => !LEFT_OUT.has(file))
  // Each fork copies the page tables of the freed memory in quarantine, by default 256 MB.
  const options = ['detect_leaks=0', 'detect_stack_use_after_return=1', 'quarantine_size_mb=16']
  const { env, reports } = sanitizer(folder, options)
  const failed = runTests(folder, files, CANNOT_RUN, env)
  const ours = reports().filter((report) => report.includes('ERROR: ') && OURS.test(report))
  return { failed, reports: ours }
}

/** @param {string[]} rooms of __test__ */
function check(rooms) {
  const folder = stage(build())
  const leaked = leaks(folder)
  const { failed, reports } = errors(folder, rooms)
  return { failed, reports: [...leaked, ...reports] }
}

module.exports = { ROOMS, check }
