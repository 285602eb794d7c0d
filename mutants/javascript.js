'use strict'

// node mutants/javascript.js CRATE
//
// Builds a mutant of the crate, and runs the tests in JavaScript that reach its code. Stops at the
// first test that fails. The tree is the copy that cargo-mutants has made.

const { spawn, spawnSync } = require('node:child_process')
const { once } = require('node:events')
const fs = require('node:fs')
const path = require('node:path')
const { createInterface } = require('node:readline')

const root = path.join(__dirname, '..')

// A mutant may make a test hang, in ms.
const TEST = ['node', '--test', '--test-reporter=tap', '--test-timeout=60000']

// It may leave programs that never rest. They die with the namespace. The tests have a session of
// their own, for else their process group has no number there.
const NAMESPACE = ['unshare', '--pid', '--fork', '--kill-child', '--mount-proc', 'setsid']

const PLATFORM = `linux-${process.arch}-gnu`

/**
 * What to build, what comes of it, and which tests reach which of its files. Of the tests, those
 * that notice most come first.
 * @type {{ [crate: string]: { options: string[], built: string, as: string, tests: [file: RegExp, tests: string[]][] } }}
 */
const CRATES = {
  'reaper-core': {
    options: ['--package', 'zombie-reaper'],
    built: 'debug/libzombie_reaper.so',
    as: `zombie-reaper.${PLATFORM}.node`,
    tests: [
      [/src\/wait/, ['reap/idle']],
      [/src\/(pidfd|signal)/, ['job/close', 'job/signals']],
      [
        /src\/(?!proc|pid_usage|exec)/,
        [
          'reap/reap',
          'reap/doubts',
          'proc/proc',
          'reap/not-a-zombie',
          'reap/named-processes',
          'reap/make-zombie',
          'reap/blind',
          'reap/reap-orphans',
          'reap/subreaper',
          'native/traced',
          'inspect/orphans',
        ],
      ],
      [/src\/exec/, ['preload/init-node']],
      [/src\/claims\/pidfds/, ['runtimes/nothing-stolen', 'runtimes/refused']],
      [
        /src\/(proc|pid_usage)/,
        [
          'proc/proc',
          'proc/parsing',
          'proc/hollow',
          'inspect/zombies',
          'inspect/orphans',
          'inspect/pid-usage',
          'inspect/pid-limit',
          'reap/named-processes',
          'reap/blind',
        ],
      ],
    ],
  },
  'zombie-init': {
    options: ['--package', 'zombie-init', '--profile', 'init'],
    built: 'init/zombie-init',
    as: 'zombie-init',
    tests: [
      [/src\/(supervise\/job_control|sys\/terminal)/, ['init/terminal']],
      [/src\/(supervise\/forwarder|sys\/signal)/, ['init/signals']],
      [/src\/sys\/process/, ['init/pid1', 'init/inherited']],
      [
        /src/,
        [
          'init/options',
          'init/exit-code',
          'init/pid1',
          'init/signals',
          'init/inherited',
          'init/deaf',
          'init/terminal',
          'init/ptrace',
          'init/backlog',
          'init/full-output',
          'init/idle',
        ],
      ],
    ],
  },
}

/** @param {string[]} args */
function build(args) {
  const { error, status } = spawnSync('cargo', ['build', '--quiet', ...args], {
    cwd: root,
    stdio: 'inherit',
  })
  if (error) throw error
  if (status !== 0) throw new Error(`cargo ended with ${status}`)
}

/**
 * Runs a file of tests, until one fails. The next tests may hang, and would say nothing new.
 * @param {string} test
 */
async function runTest(test) {
  const [command, ...args] = [...NAMESPACE, ...TEST, `__test__/${test}.test.js`]
  const running = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] })
  const exited = once(running, 'exit')
  for await (const line of createInterface({ input: running.stdout })) {
    console.log(line)
    if (/^ *not ok /.test(line)) running.kill('SIGKILL')
  }
  const [status, signal] = await exited
  if (status !== 0) throw new Error(`${test} ended with ${signal ?? status}`)
}

/**
 * Takes from the checkout what the tests need and what git ignores.
 * @param {string} checkout
 */
function complete(checkout) {
  for (const name of ['node_modules', 'zombie-init', CRATES['reaper-core'].as]) {
    const there = path.join(root, name)
    if (fs.existsSync(there)) continue
    if (name === 'node_modules') fs.symlinkSync(path.join(checkout, name), there)
    else fs.copyFileSync(path.join(checkout, name), there)
  }
}

/**
 * @param {string} checkout
 * @param {string} crate
 * @returns {string[]} the files that differ from the checkout; all files of a tree without a mutant
 */
function mutated(checkout, crate) {
  const source = path.join('crates', crate, 'src')
  const files = fs
    .readdirSync(path.join(root, source), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.rs'))
    .map((name) => path.join(source, name))
  const differs = (/** @type {string} */ file) =>
    !fs.readFileSync(path.join(root, file)).equals(fs.readFileSync(path.join(checkout, file)))
  const changed = files.filter(differs)
  return changed.length > 0 ? changed : files
}

async function main() {
  const [crate] = process.argv.slice(2)
  const checkout = process.env.ZOMBIE_REAPER_CHECKOUT
  if (checkout === undefined) throw new Error('expected to run below `npm run mutants -- rust`')
  complete(checkout)
  const { options, built, as, tests } = CRATES[crate]
  build(options)
  fs.rmSync(path.join(root, as))
  fs.copyFileSync(path.join(root, 'target', built), path.join(root, as))
  const files = mutated(checkout, crate)
  const chosen = tests.filter(([pattern]) => files.some((file) => pattern.test(file)))
  for (const test of new Set(chosen.flatMap(([, names]) => names))) await runTest(test)
}

void main()
