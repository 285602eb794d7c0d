'use strict'

// The frame of every subcommand: help, mistakes, colours and width.

const assert = require('node:assert/strict')
const { spawn } = require('node:child_process')
const { once } = require('node:events')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')

const { COMMANDS } = require('../../lib/cli/main')
const { command, runCommand } = require('../support/cli')
const {
  HIDE_PROC,
  IN_NAMESPACE,
  program,
  root,
  skipWithoutNamespace,
  skipWithoutStrace,
  temporaryFolder,
} = require('../support/helpers')

const names = Object.keys(COMMANDS)

test('help has three forms, and without a command it is a mistake', () => {
  const { stdout: help } = runCommand(['--help'])
  assert.match(help, /^Usage: zombie-reaper COMMAND/)
  assert.match(help, /npx --no zombie-reaper/)
  for (const line of help.split('\n')) assert.ok(line.length <= 60, line)
  for (const name of names) assert.match(help, new RegExp(`^  ${name} +[a-z]`, 'm'))
  const helpOfPath = `${COMMANDS.path().help}\n`
  for (const [args, expected] of /** @type {[string[], string][]} */ ([
    [['-h'], help],
    [['help'], help],
    [['path', '--help'], helpOfPath],
    [['path', '-h'], helpOfPath],
    [['help', 'path'], helpOfPath],
  ])) {
    const { status, stdout, stderr } = runCommand(args)
    assert.deepEqual([status, stdout, stderr], [0, expected, ''])
  }
  const { status, stdout, stderr } = runCommand([])
  assert.deepEqual([status, stdout, stderr], [64, '', help])
})

test('a mistake is answered with the nearest word, and exit code 64', () => {
  const all = names.join(', ')
  for (const [args, message, place] of [
    [['doctr'], 'unknown command doctr. Did you mean doctor?', ''],
    [['nonsense'], `unknown command nonsense. Expected one of ${all}`, ''],
    [['toString'], `unknown command toString. Expected one of ${all}`, ''],
    [['--hlep'], 'unknown option --hlep. Did you mean --help?', ''],
    [['-\x1b'], 'unknown option -\\u001b. Expected one of --help, --version', ''],
    [['ps', '--jsno'], 'unknown option --jsno. Did you mean --json?', ' ps'],
    [['run', 'ls'], 'unexpected argument "ls"', ' run'],
    [['run', '--'], 'expected a program after "--"', ' run'],
    [['run', '--json'], 'expected a program after "--"', ' run'],
  ]) {
    const { status, stdout, stderr } = runCommand(/** @type {string[]} */ (args))
    assert.deepEqual([status, stdout], [64, ''])
    assert.equal(stderr, `zombie-reaper: ${message}\nTry: zombie-reaper${place} --help\n`)
  }
})

test('it says its version', () => {
  assert.equal(runCommand(['--version']).stdout, `${require('../../package.json').version}\n`)
})

test('what follows "--" is for the command that takes it', () => {
  assert.equal(runCommand(['run', '--', 'sh', '-c', 'exit 3', '--help']).status, 3)
  const { status, stdout } = runCommand(['path', 'auto', '--', '--nonsense'])
  assert.deepEqual([status, stdout], [0, `${path.join(root, 'auto.js')}\n`])
})

test('off Linux, the commands say so', () => {
  const env = { ...process.env, OTHER_PLATFORM: 'darwin' }
  const flags = ['--require', program('api/other-platform.js')]
  for (const [args, code] of /** @type {[string[], number][]} */ ([
    [['ps'], 1],
    [['watch'], 1],
    [['demo'], 1],
    [['demo', '--page'], 1],
    [['exporter'], 1],
    [['run', '--', 'true'], 125],
  ])) {
    const { status, stdout, stderr } = runCommand(args, { flags, env })
    assert.deepEqual([status, stdout], [code, ''])
    assert.match(stderr, /^zombie-reaper: .*on Linux only, and this is darwin/)
  }
})

test('a reader that closes the pipe early is no error', async () => {
  const child = spawn(process.execPath, [command, 'watch'], { stdio: ['ignore', 'pipe', 'pipe'] })
  let stderr = ''
  child.stderr.on('data', (text) => {
    stderr += text
  })
  await once(child.stdout, 'data')
  child.stdout.destroy()
  const [status] = await once(child, 'close')
  assert.deepEqual([status, stderr], [0, ''])
})

test('an output that cannot be written is a failure', () => {
  const full = fs.openSync('/dev/full', 'w')
  const { status } = runCommand(['path', 'auto'], { stdio: ['ignore', full, 'ignore'] })
  fs.closeSync(full)
  assert.equal(status, 1)
})

test('demo makes a zombie and reaps it', () => {
  const { pid, ...rest } = JSON.parse(runCommand(['demo', '--json']).stdout)
  assert.ok(pid > 1)
  assert.deepEqual(rest, { state: 'Z', exitCode: 7, gone: true })
  const { status, stdout } = runCommand(['demo'])
  assert.equal(status, 0)
  assert.equal(withoutPid(stdout), storyOf('succeeds'))
})

test('demo says what it sees, also where kill() is forbidden', { skip: skipWithoutStrace }, () => {
  const trace = path.join(temporaryFolder(), 'trace')
  const under = ['strace', '-qq', '-o', trace, '-e', 'inject=kill:error=EPERM', '-e', 'trace=kill']
  assert.equal(withoutPid(runCommand(['demo'], { under }).stdout), storyOf('fails'))
  assert.match(fs.readFileSync(trace, 'utf8'), /^kill\(\d+, SIGKILL\) /m)
})

test('demo tells its zombie from another', () => {
  const flags = ['--require', program('cli/second-zombie.js')]
  assert.equal(JSON.parse(runCommand(['demo', '--json'], { flags }).stdout).exitCode, 7)
})

test('demo fails where other code reaps its zombie', () => {
  const flags = ['--require', program('cli/reap-at-kill.js')]
  const { status, stdout, stderr } = runCommand(['demo'], { flags })
  assert.deepEqual([status, stdout], [1, ''])
  assert.match(stderr, /^zombie-reaper: other code in this process has reaped the zombie \d+\. /)
})

test('demo says why it sees nothing', { skip: skipWithoutNamespace }, () => {
  const under = [...IN_NAMESPACE, ...HIDE_PROC]
  const { status, stdout, stderr } = runCommand(['demo'], { under })
  assert.deepEqual([status, stdout], [1, ''])
  assert.match(stderr, /^zombie-reaper: \/proc does not show the zombie \d+\. Mount a \/proc /)
})

/** @param {string} stdout of demo: each sentence starts a line, and lines of 80 columns break */
function withoutPid(stdout) {
  const [, pid] = /^Process (\d+) /.exec(stdout) ?? []
  for (const line of stdout.split('\n')) assert.ok(line.length <= 80, line)
  return stdout.replaceAll(pid, 'PID').replaceAll('\n', ' ')
}

/** @param {string} result of kill -9 */
function storyOf(result) {
  return (
    'Process PID has ended with exit code 7. Its parent, this Node, has not reaped it. ' +
    '/proc/PID/stat shows its state: Z, a zombie. It keeps its PID. ' +
    `kill -9 PID ${result}, and the zombie is still there: it is dead already. ` +
    'reap() takes it, and gets its exit code: 7. ' +
    'Process PID is gone, and its PID is free. '
  )
}
