'use strict'

// ZOMBIE_INIT_OPTIONS: the only way to give the init an option where the init replaces a program.

const assert = require('node:assert/strict')
const path = require('node:path')
const { test } = require('node:test')

const { IN_NAMESPACE, root, skipWithoutNamespace: skip } = require('../support/helpers')
const { initPath, run } = require('../support/init-helpers')
const { preload } = require('../support/with-init')

/**
 * @param {string} options
 * @param {string[]} command
 */
function runWith(options, command) {
  return run(command, { env: { ...process.env, ZOMBIE_INIT_OPTIONS: options } })
}

/** @param {number | string} signal */
const killed = (signal) => ['sh', '-c', `kill -${signal} $$`]

test('zombie-reaper/init starts the init with them', { skip }, () => {
  // The program ignores SIGTERM, so --kill-after ends it, and -e turns that exit code into a
  // success.
  const script = "process.on('SIGTERM', () => {}); process.kill(1); setInterval(() => {}, 1000)"
  const node = [...IN_NAMESPACE, process.execPath, ...preload, '-e', script]
  const { status, stderr } = runWith('--kill-after 1 -e 137', node)
  assert.equal(status, 0)
  assert.match(stderr, /Main child did not end within --kill-after: sending SIGKILL\n$/)
})

test('an option that is wrong there ends PID 1 before the program', { skip }, () => {
  const node = [...IN_NAMESPACE, process.execPath, ...preload, '-e', 'console.log("started")']
  const { status, stdout, stderr } = runWith('-e 300', node)
  assert.deepEqual({ status, stdout }, { status: 1, stdout: '' })
  assert.match(
    stderr,
    /^\[FATAL zombie-init \(1\)\] ZOMBIE_INIT_OPTIONS: Not a valid option for -e: /,
  )
})

test('they are split at blanks, and read as on the command line', () => {
  for (const options of ['-se143', ' -s\t\n -e  143 ', '--subreaper --remap-exit=143']) {
    const { status, stderr } = runWith(options, [initPath, ...killed('TERM')])
    assert.deepEqual({ status, stderr }, { status: 0, stderr: '' }, options)
  }
  const command = [process.execPath, path.join(root, 'bin/zombie-init.js')]
  assert.equal(runWith('-s -e 143', [...command, '--', ...killed('TERM')]).status, 0)
  for (const options of ['', ' ', '\t\n']) {
    assert.equal(runWith(options, [initPath, '-s', ...killed('TERM')]).status, 143)
  }
})

test('the command line adds to them, and wins', () => {
  const both = [initPath, '-s', '-e', '143', '--']
  assert.equal(runWith('-e 130', [...both, ...killed('TERM')]).status, 0)
  assert.equal(runWith('-e 130', [...both, ...killed('INT')]).status, 0)
  const signalled = ['sh', '-c', 'kill -USR1 $PPID; while :; do :; done']
  const rewriting = [initPath, '-s', '--rewrite', 'USR1:TERM', '--', ...signalled]
  assert.equal(runWith('--rewrite USR1:INT', rewriting).status, 143)
})

test('what cannot be an option there is refused, with the variable’s name', () => {
  for (const [options, expected] of /** @type {const} */ ([
    ['-Z', 'Unknown option: -Z (expected an option that --help lists)'],
    ['-e 300', 'Not a valid option for -e: 300 (expected an exit code from 0 to 255)'],
    ['-s=1', 'Unknown option: -s=1 (expected an option that --help lists)'],
    ['--subreaper=1', 'Not a valid option for -s: 1 (expected no value)'],
    // Otherwise -e would take the next word of the command line as its value.
    ['-e', 'No value for -e: expected an exit code from 0 to 255'],
    ...['echo', '--', '-', '--help', '-vh', '-l', '--version'].map((word) => [
      `-s ${word} -v`,
      `Not allowed in a variable: ${word} (expected only options to run PROGRAM)`,
    ]),
  ])) {
    const { status, stdout, stderr } = runWith(options, [initPath, '143', '-s', '--', 'echo'])
    const [line] = stderr.split('\n')
    assert.equal(
      line.replace(/\(\d+\)/, '(PID)'),
      `[FATAL zombie-init (PID)] ZOMBIE_INIT_OPTIONS: ${expected}`,
    )
    assert.deepEqual({ status, stdout }, { status: 1, stdout: '' })
  }
})

test('that does not keep the command line from showing what it is asked for', () => {
  for (const option of ['--help', '--version', '--license']) {
    const { status, stderr } = runWith('-Z', [initPath, option])
    assert.deepEqual({ status, stderr }, { status: 0, stderr: '' })
  }
  assert.match(runWith('', [initPath, '--help']).stdout, /ZOMBIE_INIT_OPTIONS/)
})
