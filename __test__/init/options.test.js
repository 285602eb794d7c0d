'use strict'

const assert = require('node:assert/strict')
const fs = require('node:fs')
const os = require('node:os')
const path = require('node:path')
const { test } = require('node:test')

const { initPath, run, runInit } = require('../support/init-helpers')

test('bad options are refused with what was expected, and nothing is started', () => {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'zombie-reaper-'))
  const trace = path.join(directory, 'started')
  const program = ['touch', trace]
  const usage = run([initPath, '--help']).stdout
  for (const [args, expected] of /** @type {[string[], RegExp][]} */ ([
    [[], /No program given: expected zombie-init \[OPTIONS\] PROGRAM -- ARGS/],
    [['-s'], /No program given/],
    [['--'], /No program given/],
    [['-Z', ...program], /Unknown option: -Z \(expected an option that --help lists\)/],
    [['-sZ', ...program], /Unknown option: -sZ/],
    [['--no-such-option', ...program], /Unknown option: --no-such-option/],
    [['--subreaper=yes', ...program], /Not a valid option for -s: yes \(expected no value\)/],
    [['-e'], /No value for -e: expected an exit code from 0 to 255/],
    [['-e', '300', ...program], /for -e: 300 \(expected an exit code from 0 to 255\)/],
    [['-e', '-1', ...program], /for -e: -1 /],
    [['-e', 'x', ...program], /for -e: x /],
    [['-p', 'NOSIG', ...program], /for -p: NOSIG \(expected a signal, such as SIGTERM or 15\)/],
    [['-p', '65', ...program], /for -p: 65 /],
    [['--kill-after', '0', ...program], /for --kill-after: 0 \(expected a number of seconds/],
    [['--rewrite', 'TERM', ...program], /for --rewrite: TERM \(expected FROM:TO/],
    [['--rewrite', 'KILL:TERM', ...program], /for --rewrite: KILL:TERM /],
  ])) {
    const { status, stdout, stderr } = run([initPath, ...args])
    assert.equal(status, 1)
    assert.equal(stdout, '')
    const [line, ...rest] = stderr.split('\n')
    assert.match(line, /^\[FATAL zombie-init \(\d+\)\] /)
    assert.match(line, expected)
    // As in Tini, the usage is also the help.
    const shows = /\] (No program|Unknown option)/.test(line)
    assert.equal(rest.join('\n'), shows ? usage : '')
  }
  assert.deepEqual(fs.readdirSync(directory), [])
  fs.rmdirSync(directory)
})

test('options end at the program, and one -- beside it is removed', () => {
  const show = ['sh', '-c', 'printf "[%s]" "$@"']
  for (const env of [{}, { POSIXLY_CORRECT: '1' }]) {
    const options = { env: { ...process.env, ...env } }
    for (const [args, expected] of /** @type {[string[], string][]} */ ([
      [['printf', '[%s]', '-l', '--version'], '[-l][--version]'],
      [['printf', '--', '[%s]', '-l'], '[-l]'],
      [['--', 'printf', '[%s]', '--', '-l'], '[--][-l]'],
      [['--', ...show, 'sh', '-h'], '[-h]'],
    ])) {
      assert.equal(runInit(args, options).stdout, expected)
    }
  }
  // Here the program itself removes the "--": the init removes only the one before PROGRAM.
  assert.equal(runInit(['--', 'printf', '--', '[%s]', 'x']).stdout, '[x]')
})

test('it says what it is, and which Tini it stands in for', () => {
  const version = run([initPath, '--version'])
  assert.equal(
    version.stdout,
    // `docker info` reads the text before " - " (moby, parseInitVersion).
    `tini version 0.19.0 - zombie-init ${require('../../package.json').version}\n`,
  )
  assert.equal(version.status, 0)
  for (const flags of [['-h'], ['--help']]) {
    const { status, stdout, stderr } = run([initPath, ...flags])
    assert.equal(status, 0)
    assert.equal(stderr, '')
    assert.match(stdout, /Usage: zombie-init \[OPTIONS\] PROGRAM -- ARGS/)
    for (const name of ['TINI_SUBREAPER', 'TINI_KILL_PROCESS_GROUP', 'TINI_VERBOSITY']) {
      assert.ok(stdout.includes(name))
    }
  }
  assert.match(run([initPath, '-l']).stdout, /^MIT License/)
})

/** @param {NodeJS.ProcessEnv} [env] */
function warning(env, flags = ['-v']) {
  return run([initPath, ...flags, 'true'], { env: { PATH: process.env.PATH, ...env } }).stderr
}

test('it warns when it can reap nothing, with the ways to fix it', () => {
  assert.match(
    warning(),
    /^\[WARN  zombie-init \(\d+\)\] zombie-init is not running as PID 1 and isn't registered as a child subreaper\.\nZombie processes will not be re-parented to zombie-init, so zombie reaping won't work\.\nTo fix the problem, use the -s option or set the environment variable TINI_SUBREAPER to register zombie-init as a child subreaper, or run zombie-init as PID 1\.\n$/,
  )
  assert.equal(warning({}, ['-s']), '')
  assert.equal(warning({}, ['--subreaper']), '')
  assert.equal(warning({ TINI_SUBREAPER: '' }), '')
  assert.equal(warning({ TINI_SUBREAPER: 'no' }), '')
  // TINI_VERBOSITY overrides -v.
  assert.equal(warning({ TINI_VERBOSITY: '0' }), '')
})

test('it says on standard output what it does, the more the more -v', () => {
  const quiet = runInit(['--', 'true'])
  assert.deepEqual([quiet.stdout, quiet.stderr], ['', ''])
  const info = runInit(['-v', '--', 'sh', '-c', 'kill -TERM $$']).stdout
  assert.match(
    info,
    /^\[INFO  zombie-init \(\d+\)\] Spawned child process 'sh' with pid '\d+'\n\[INFO  zombie-init \(\d+\)\] Main child exited with signal \(with signal 'SIGTERM'\)\n$/,
  )
  assert.match(
    runInit(['-vvv', '--', 'sh', '-c', 'exit 3']).stdout,
    /TRACE .*subreaper\n[^]*exited normally \(with status '3'\)/,
  )
})

test('-w names the zombies that it reaps, and they are reaped without it', () => {
  // The script ends when its orphan has died and is reaped.
  const script =
    'pid=$(sh -c "sleep 0.01 >&2 & echo \\$!"); while [ -d /proc/$pid ]; do :; done; echo $pid'
  for (const [flags, warns] of /** @type {const} */ ([
    [[], false],
    [['-w'], true],
    [['--warn-on-reap'], true],
  ])) {
    const { stdout, stderr } = runInit([...flags, '--', 'sh', '-c', script])
    const expected = `Reaped zombie process with pid=${stdout.trim()}\n`
    assert.equal(stderr.endsWith(expected), warns)
  }
})

test('the program and what it starts know of the init above them by its PID', () => {
  const show = ['--', 'sh', '-c', 'echo "$PPID $ZOMBIE_INIT_PID"; env | grep -c ZOMBIE_INIT_PID']
  for (const env of [{}, { ZOMBIE_INIT_PID: '1' }]) {
    const { stdout } = runInit(show, { env: { ...process.env, ...env } })
    assert.match(stdout, /^(\d+) \1\n1\n$/)
  }
  assert.match(runInit(['--', '/usr/bin/env'], { env: {} }).stdout, /^ZOMBIE_INIT_PID=\d+\n$/)
})
