'use strict'

// The tests for a target. This machine's own targets get all tests of the package. Other targets get
// the core: the tests that run on a machine composed of parts.

const fs = require('node:fs')
const path = require('node:path')

const { isEmulated, isNative } = require('./machine')

/**
 * The left-out tests: test files by room and subject, and tests by the start of their names.
 * @typedef {{ files: string[], tests: string[] }} LeftOut
 */

/**
 * Tests of the files of the repository. They do not depend on the platform, nor on the Node.
 * @type {LeftOut}
 */
const OF_THE_REPOSITORY = {
  files: [
    'api/types',
    'docs/documentation',
    'docs/measured',
    'release/dependencies',
    'release/faults',
    'release/growth',
    'release/hosts',
    'release/javascript-modules',
    'release/mutants',
    'release/platform-lists',
    'release/prebuild',
    'release/publish',
    'release/rust-modules',
    'release/unsafe',
    'release/usage',
    'release/workflow',
  ],
  tests: [],
}

/**
 * Tests that use the package together with a program for this machine's libc: a browser, Bun, Deno,
 * node-pty, koffi, Jest, Vitest, Prometheus, runc. Also tests that hide /proc, where musl finds the
 * libraries of this Node, and tests that start this Node from another folder. Also recipes for tools
 * that are JavaScript alone: the tools treat each libc alike.
 * @type {LeftOut}
 */
const OF_THIS_MACHINE = {
  files: [
    'api/runtimes',
    'api/test-runners',
    'cli/run-signals',
    'cli/runtimes',
    'cli/screen',
    'cli/terminal',
    'containers/lambda',
    'containers/ways',
    'docs/documented-examples',
    'init/terminal',
    'inspect/orphans',
    'job/browser',
    'lab/looks',
    'lab/page',
    'metrics/incomplete',
    'metrics/runtimes',
    'model/exactly-once',
    'observability/rules',
    'observability/scrape',
    'preload/auto-runtimes',
    'preload/init-runtimes',
    'preload/init-sea',
    'proc/proc',
    'reap/doubts',
    'reap/named-processes',
    'reap/quarantine',
    'recipes/browser-jobs',
    'recipes/browsers',
    'recipes/convert',
    'recipes/mcp',
    'recipes/node-pty',
    'recipes/pipelines',
    'recipes/pm2',
    'recipes/puppeteer-job',
    'recipes/shell-tool',
    'recipes/terminal-job',
    'recipes/test-runners',
    'recipes/web-servers',
    'release/progress',
    'release/soak',
    'runtimes/browsers',
    'runtimes/installed',
    'runtimes/job',
    'runtimes/life',
    'runtimes/nothing-stolen',
    'runtimes/permissions',
    'runtimes/refused',
  ],
  tests: [
    '/proc of another PID namespace is foreign, and no /proc is missing',
    'a /proc that cannot be read lists nothing',
    'a Node stays if the last entry of its auxiliary vector shows no loader',
    'a Node that the dynamic loader has started stays',
    'a Node that was started through the dynamic loader goes on in PID 1',
    'a program that waits for signals, and a known init, drop no SIGTERM',
    'a runtime is known by its control group, or by its file',
    'a shell drops SIGTERM, unless it has a trap or blocks it',
    'a status arrives although its waiting thread gets no processor',
    'a status arrives although its waiting thread is in a signal handler',
    'all of that is true while the machine is busy, too',
    'Bun finds the addon by its file too',
    'demo says why it sees nothing',
    'Deno exists for glibc only, and needs no permission to say so',
    'Deno may hide them, which is one warning',
    'Deno needs another permission',
    'every exit code of node-pty arrives beside a bare reap()',
    'every status for which a thread waits arrives beside a bare reap()',
    'in the mounts of a container, but not in its PID namespace, /proc is foreign',
    'promtool finds no fault in the text',
    'ps says why it sees nothing',
    'steal takes a child that was cloned with no exit signal',
    'the job example prints the name of a browser',
    'the same goes for children whose forking thread has ended',
    'the threads of the kernel show that it is the host’s',
    'what a native thread waits for is left alone for the quarantine',
    'who waits on the event loop has a turn before anything is taken',
    'with /proc of another PID namespace',
    'with steal: true some are lost, which shows that the above can fail',
    'without /proc a Node can start again',
    'without /proc it is the init all the same',
    'without /proc PID 1 becomes zombie-init too',
    'what /proc hides is unknown',
    'without /proc, and off Linux, it starts and reads nothing',
    'without its permission Deno loads none',
  ],
}

/**
 * Tests that fail because qemu differs from a kernel. A vfork() is a fork(), so makeZombie() cannot
 * return the PID of an orphan. qemu reserves the last real-time signals and emulates /proc/self. It
 * maps a library without execute permission, noexec or not. seccomp, strace and counters of
 * wake-ups see the emulator. A storm of processes takes an hour. The user namespace has one user.
 * @type {LeftOut}
 */
const NOT_EMULATED = {
  files: [
    'cli/doctor',
    'cli/doctor-adopter',
    'cli/doctor-container',
    'cli/doctor-orphan',
    'cli/doctor-pid1',
    'cli/doctor-proof',
    'cli/doctor-sharing',
    'cli/doctor-situation',
    'cli/doctor-unseen',
    'cli/exporter',
    'cli/look',
    'cli/nothing-left',
    'cli/ps',
    'cli/ps-and-doctor',
    'cli/run',
    'cli/supervise',
    'cli/visibility',
    'cli/zombies-groups',
    'cli/zombies-of-proc',
    'exporter/answers',
    'exporter/look',
    'exporter/looker',
    'exporter/machine',
    'exporter/runc',
    'exporter/server',
    'exporter/start',
    'exporter/zombies',
    'hosts/smoke',
    'init/backlog',
    'init/deaf',
    'init/idle',
    'init/ptrace',
    'init/signals',
    'inspect/pid-limit',
    'inspect/pid-usage',
    'inspect/zombies',
    'job/signals',
    'loop/long-run',
    'metrics/scene',
    'native/libc',
    'native/panic',
    'proc/files',
    'reap/idle',
    'reap/make-zombie',
    'reap/not-a-zombie',
    'reap/nothing-stolen',
    'recipes/execa',
    'recipes/fork',
    'recipes/threads',
  ],
  tests: [
    '--tree shows each ancestor, one step further in',
    '10,000 zombies are taken in one call',
    '200 MB of command line are cut',
    'PID 1 is none, and adopts all the same',
    'ZOMBIE_REAPER_LOG=1 writes one line for each reaped process',
    'a file system that is mounted noexec is called that',
    'a file that may not be read is called that',
    'a folder that may not be read is called that',
    'a package.json that may not be read is called that',
    'a process cannot choose what ZOMBIE_REAPER_LOG=1 writes',
    'a signal of your choice is sent once, and a stopped process gets it',
    'a title that leaves an empty text is not taken for a script',
    'a variable that crosses the border of two reads is found',
    'as PID 1 it forwards what the kernel would keep from a PID 1 without handlers',
    'beside a reaper both tell of everything',
    'demo says what it sees, also where kill() is forbidden',
    'every exit event arrives of 8 workers, each ended and restarted 50 times',
    'every status of 3800 children arrives with it',
    'it takes what is there already',
    'it says what the kernel refuses',
    'nor does our own process group',
    'of 300 MB of environment 2 MiB are read',
    'of a program that a signal has killed it is 128 and its number, real-time ones too',
    'only the outermost process becomes a subreaper',
    'reap({ steal: true }) ends while there is always one zombie more',
    'reap({}) ends while there is always one zombie more',
    'our own session makes nobody a member, not even when its leader is one',
    'steal takes what there is, with names too',
    'the command becomes the static init: no Node stays',
    'the examples escape as the package does',
    'the loader of musl makes musl the likely one',
    'the program’s signals are blocked and ignored as the init’s were',
    'what is not of the job is neither ended nor reaped',
    'who is left behind by the outermost process becomes a subreaper',
    'without root the demo has Node as PID 1 too, in a user namespace',
    'without the native part the program goes on with the warning alone',
  ],
}

/**
 * @param {import('../targets').Target} target
 * @param {string} folder of the staged package
 * @returns {string[]} the arguments for Node
 */
function argumentsFor(target, folder) {
  const leftOut = [
    OF_THE_REPOSITORY,
    ...(isNative(target) ? [] : [OF_THIS_MACHINE]),
    ...(isEmulated(target) ? [NOT_EMULATED] : []),
  ]
  const withoutFiles = new Set(
    leftOut.flatMap(({ files }) => files.map((name) => `__test__/${name}.test.js`)),
  )
  const withoutTests = leftOut.flatMap(({ tests }) => tests)
  const files = testsIn(folder).filter((file) => !withoutFiles.has(file))
  // Node 20 has no --test-skip-pattern. <root> is the name of the test that contains all tests.
  // When <root> matches, all tests match.
  const pattern = `/^(?!${['<root>', ...withoutTests.map(escape)].join('|')})./`
  return [
    '--test',
    '--test-concurrency=1',
    '--test-reporter=tap',
    // The timeout is for one file: a file that hangs must not stop the other files.
    `--test-timeout=${30 * 60_000}`,
    ...(withoutTests.length > 0 ? [`--test-name-pattern=${pattern}`] : []),
    ...files,
  ]
}

/**
 * @param {string} folder
 * @returns {string[]} the test files that `npm test` runs, by their paths in the folder
 */
function testsIn(folder) {
  const rooms = fs.readdirSync(path.join(folder, '__test__')).map((room) => `__test__/${room}`)
  return rooms.flatMap((room) =>
    fs
      .readdirSync(path.join(folder, room))
      .filter((file) => file.endsWith('.test.js'))
      .map((file) => `${room}/${file}`),
  )
}

/** @param {string} text */
function escape(text) {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`)
}

module.exports = { argumentsFor }
