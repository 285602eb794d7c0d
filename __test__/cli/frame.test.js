'use strict'

// The frame of every subcommand: help, mistakes, colours and width.

const assert = require('node:assert/strict')
const { spawn } = require('node:child_process')
const { once } = require('node:events')
const path = require('node:path')
const { test } = require('node:test')

const { COMMANDS } = require('../../lib/cli/main')
const { WORDS } = require('../../lib/cli/commands/completion')
const { command, runCommand } = require('../support/cli')
const { program, root } = require('../support/helpers')
const { run } = require('../support/init-helpers')

const names = Object.keys(COMMANDS)

test('every help has examples, fits in 60 columns, and lists every option', () => {
  const helps = [[], ...names.map((name) => [name])]
  for (const args of helps) {
    const { status, stdout, stderr } = runCommand([...args, '--help'])
    assert.deepEqual([status, stderr], [0, ''])
    assert.deepEqual(runCommand(['help', ...args]).stdout, stdout)
    assert.match(stdout, /^Usage: zombie-reaper /)
    assert.match(stdout, /npx --no zombie-reaper/)
    for (const line of stdout.split('\n')) assert.ok(line.length <= 60, line)
    const [name] = args
    const known = name === undefined ? names : Object.keys(COMMANDS[name]().options)
    for (const word of known) assert.ok(stdout.includes(word), `${name}: ${word}`)
  }
})

test('a mistake is answered with the nearest word, and exit code 64', () => {
  for (const [args, expected] of /** @type {[string[], RegExp][]} */ ([
    [['doctr'], /unknown command doctr\. Did you mean doctor\?/],
    [['nonsense'], /unknown command nonsense\. Expected one of doctor, ps, /],
    [['--hlep'], /unknown option --hlep\. Did you mean --help\?/],
    [['toString'], /unknown command toString\./],
    [['ps', '--jsno'], /unknown option --jsno\. Did you mean --json\?/],
    [['doctor', '--prvoe'], /unknown option --prvoe\. Did you mean --prove\?/],
    [['ps', '--json=1'], /--json.* does not take an argument/],
    [['ps', 'all'], /unexpected argument "all"/],
    [['exporter', '--listen'], /: --listen needs a value\n/],
    [['exporter', '--cgroup-root', '--json'], /: --cgroup-root needs a value\n/],
    [['demo', '--port'], /: --port needs a value\n/],
    [['path'], /expected one of auto, init, init-binary/],
    [['path', 'autp'], /unknown path "autp"\. Did you mean auto\?/],
    [['path', 'auto', 'init'], /unexpected argument "init"/],
    [['run', 'ls'], /unexpected argument "ls"/],
    [['run'], /expected a program after "--"/],
    [['run', '--kill-after', 'soon', '--', 'ls'], /expected a whole number of seconds, got "soon"/],
    [['completion', 'bsh'], /unknown shell "bsh"\. Did you mean bash\?/],
  ])) {
    const { status, stdout, stderr } = runCommand(args)
    assert.deepEqual([status, stdout], [64, ''], stderr)
    assert.match(stderr, expected)
    assert.match(stderr, /\nTry: zombie-reaper .*--help\n$/)
  }
  const { status, stdout, stderr } = runCommand([])
  assert.deepEqual([status, stdout], [64, ''])
  assert.match(stderr, /^Usage: zombie-reaper COMMAND/)
})

test('it says its version', () => {
  assert.equal(runCommand(['--version']).stdout, `${require('../../package.json').version}\n`)
})

test('path prints each path, and --json the same', () => {
  const { initPath } = require('../..')
  for (const [name, expected] of [
    ['auto', path.join(root, 'auto.js')],
    ['init', path.join(root, 'init.js')],
    ['init-binary', initPath],
  ]) {
    assert.deepEqual(runCommand(['path', name]), {
      status: 0,
      signal: null,
      stdout: `${expected}\n`,
      stderr: '',
    })
    assert.deepEqual(JSON.parse(runCommand(['path', name, '--json']).stdout), { path: expected })
  }
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
    [['path', 'init-binary'], 1],
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

test('the completion knows every command and every option', () => {
  assert.deepEqual(Object.keys(WORDS).toSorted(), names.toSorted())
  for (const name of names) {
    for (const option of Object.keys(COMMANDS[name]().options))
      assert.ok(WORDS[name].includes(`--${option}`), `${name} --${option}`)
  }
})

test('the completion for bash completes', () => {
  const { stdout } = runCommand(['completion', 'bash'])
  const complete = (/** @type {string[]} */ ...words) =>
    run([
      'bash',
      '-c',
      `${stdout}\nCOMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _zombie_reaper; echo "\${COMPREPLY[@]}"`,
      'bash',
      'zombie-reaper',
      ...words,
    ]).stdout
  assert.equal(complete('do'), 'doctor\n')
  assert.equal(complete('path', 'init'), 'init init-binary\n')
  assert.equal(complete('doctor', '--p'), '--prove\n')
  assert.equal(complete('nonsense', '--'), '\n')
})

test('the completions for zsh and fish have the same words', () => {
  for (const shell of ['zsh', 'fish']) {
    const { stdout } = runCommand(['completion', shell])
    for (const word of Object.values(WORDS).flat()) assert.ok(stdout.includes(word), word)
  }
})

test('demo makes a zombie and reaps it', () => {
  const { pid, ...rest } = JSON.parse(runCommand(['demo', '--json']).stdout)
  assert.ok(pid > 1)
  assert.deepEqual(rest, { state: 'Z', exitCode: 7, gone: true })
  const { status, stdout } = runCommand(['demo'])
  assert.equal(status, 0)
  assert.match(stdout, /state: Z, a zombie.*\n.*still\nthere|gone, and its PID is free/)
})
