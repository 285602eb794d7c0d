'use strict'

// Builds the addon with AddressSanitizer and runs tests of rooms of __test__ with it. Also looks for
// leaks. Fails at a report. A test that fails without a report is named only: the sanitizer makes
// each process slower, and adds memory and system calls. Needs gcc, which brings the runtime.

const { spawnSync } = require('node:child_process')
const fs = require('node:fs')
const path = require('node:path')

const { readWords } = require('../arguments')
const { copyCheckout } = require('../matrix/stage')
const { root, run } = require('../matrix/tool')
const { addonOf, TARGETS } = require('../targets')

const USAGE = 'npm run sanitize -- [ROOM...]'

const ROOMS = ['reap', 'job', 'inspect', 'metrics', 'loop', 'proc']

// A browser has its own allocator, and sandboxes that the runtime cannot enter.
const LEFT_OUT = new Set(['job/browser.test.js'])

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
 * Runs Node below the sanitizer.
 * @param {string} folder
 * @param {string[]} args
 * @param {string[]} options for the sanitizer (ASAN_OPTIONS)
 * @returns {{ output: string, reports: string[] }}
 */
function runNode(folder, args, options) {
  // Programs that run as another user write reports, too.
  const logs = fs.mkdtempSync(path.join(folder, 'reports-'))
  fs.chmodSync(logs, 0o777)
  const runtime = run(['gcc', '-print-file-name=libasan.so'], 'Run `apt-get install gcc`').trim()
  const { status, signal, stdout } = spawnSync(process.execPath, args, {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
    stdio: ['ignore', 'pipe', 'ignore'],
    env: {
      ...process.env,
      LD_PRELOAD: fs.realpathSync(runtime),
      ASAN_OPTIONS: [...options, 'use_sigaltstack=0', `log_path=${logs}/report`].join(':'),
    },
  })
  const reports = fs.readdirSync(logs).map((name) => fs.readFileSync(path.join(logs, name), 'utf8'))
  if (signal !== null) throw new Error(`expected Node to end by itself, got ${signal}`)
  if (status !== 0 && stdout === '') throw new Error(`Node failed. ${reports.join('\n')}`)
  return { output: stdout, reports }
}

/** @param {string} folder */
function leaks(folder) {
  // An exit code for leaks would come from Node's own.
  const options = ['detect_leaks=1', 'exitcode=0']
  const { reports } = runNode(
    folder,
    [path.join(folder, 'scripts/sanitize/every-call.js')],
    options,
  )
  if (reports.length === 0) throw new Error('expected a report of what Node leaks, got none')
  return reports.flatMap((report) => report.split('\n\n')).filter((leak) => OURS.test(leak))
}

/**
 * @param {string} folder
 * @param {string[]} rooms
 */
function errors(folder, rooms) {
  const files = rooms.flatMap(testsOf).filter((file) => !LEFT_OUT.has(file))
  const runner = ['--test', '--test-concurrency=1', '--test-reporter=tap']
  const args = [...runner, ...files.map((file) => `__test__/${file}`)]
  const { output, reports } = runNode(folder, args, [
    'detect_leaks=0',
    'detect_stack_use_after_return=1',
  ])
  const [, passed] = /^# pass (\d+)$/m.exec(output) ?? []
  if (passed === undefined || passed === '0') throw new Error(`expected tests, got:\n${output}`)
  console.log(`${passed} tests passed`)
  for (const [, name] of output.matchAll(/^not ok \d+ - (.*)$/gm)) console.log(`failed: ${name}`)
  return reports.filter((report) => report.includes('ERROR: ') && OURS.test(report))
}

/** @param {string} room of __test__ */
function testsOf(room) {
  const files = fs.readdirSync(path.join(root, '__test__', room))
  return files.filter((file) => file.endsWith('.test.js')).map((file) => `${room}/${file}`)
}

function main() {
  const all = fs.readdirSync(path.join(root, '__test__'))
  const rooms = readWords(
    USAGE,
    all.filter((room) => testsOf(room).length > 0),
  )
  const folder = stage(build())
  const found = [...leaks(folder), ...errors(folder, rooms.length > 0 ? rooms : ROOMS)]
  for (const report of found) console.log(report)
  console.log(`${found.length} reports`)
  process.exitCode = found.length > 0 ? 1 : 0
}

main()
