'use strict'

// Runs the tests of __test__/init with zombie-init below valgrind's Memcheck. Valgrind follows a
// fork, and leaves a process at its execve. So the child runs below valgrind until it becomes the
// program, and the program does not.

const fs = require('node:fs')
const path = require('node:path')

const { copyCheckout } = require('../matrix/stage')
const { root, run } = require('../matrix/tool')
const { runTests, testFiles } = require('./tests')

// Measures the memory and the file of zombie-init. Here both are those of valgrind.
const LEFT_OUT = new Set(['init/idle.test.js'])

// The tests that cannot run below valgrind, by the reason.
const CANNOT_RUN = {
  'valgrind keeps signal 64 for itself': [
    'every signal that can be forwarded arrives',
    'signals are blocked and ignored as',
    'as PID 1 it forwards what the kernel would keep',
  ],
  'valgrind fails at a SIGSEGV from another process': ['the others are kept'],
  'valgrind goes on when an unblocked signal should stop it': [
    'with the init: Ctrl-Z stops',
    'with the init: Ctrl-Z and fg',
    'with the init: bg continues',
    'with the init: started in the background',
    'with the init: it reads /dev/tty',
    'a SIGCONT for the program alone',
  ],
  'valgrind needs rt_sigprocmask': ['without rt_sigprocmask'],
  'valgrind opens closed standard streams': ['closed standard streams stay closed'],
  'valgrind leaves LD_PRELOAD in the environment': ['know of the init above them'],
  'the folder for chroot has no valgrind': ['a file that only the shell could run'],
}

const LOGS = 'target/valgrind'

/** @returns {string} a copy of this checkout with a zombie-init that runs below valgrind */
function stage() {
  const valgrind = run(['which', 'valgrind'], 'Run `apt-get install valgrind`').trim()
  // In Debian `valgrind` is a shell script, which changes the environment.
  const binary = fs.existsSync(`${valgrind}.bin`) ? `${valgrind}.bin` : valgrind
  const folder = copyCheckout()
  for (const name of fs.readdirSync(root).filter((file) => file.endsWith('.node')))
    fs.copyFileSync(path.join(root, name), path.join(folder, name))
  const init = path.join(folder, 'target', 'zombie-init')
  const standIn = path.join(folder, 'target', 'init', 'zombie-init')
  fs.mkdirSync(path.dirname(standIn), { recursive: true })
  fs.copyFileSync(path.join(root, 'zombie-init'), init)
  const logs = path.join(folder, LOGS)
  fs.mkdirSync(logs)
  const paths = Object.entries({ VALGRIND: binary, ZOMBIE_INIT: init, LOGS: logs })
  const defines = paths.map(([name, value]) => `-D${name}=${JSON.stringify(value)}`)
  const source = path.join(__dirname, 'below-valgrind.c')
  run(['cc', ...defines, '-o', standIn, source], 'Run `apt-get install gcc`')
  return folder
}

/** @returns {{ failed: string[], reports: string[] }} */
function check() {
  const folder = stage()
  const files = testFiles('init').filter((file) => !LEFT_OUT.has(file))
  const failed = runTests(folder, files, CANNOT_RUN)
  // One log for each process. With -q it is empty when there is no error.
  const logs = path.join(folder, LOGS)
  const found = fs.readdirSync(logs).map((name) => fs.readFileSync(path.join(logs, name), 'utf8'))
  console.log(`${found.length} processes ran below valgrind`)
  if (found.length === 0) throw new Error('expected processes below valgrind, got none')
  return { failed, reports: found.filter((log) => log !== '') }
}

module.exports = { check }
