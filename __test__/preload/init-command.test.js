'use strict'

const assert = require('node:assert/strict')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')

const { initPath } = require('../..')
const {
  HIDE_PROC,
  IN_NAMESPACE,
  copyPackage,
  root,
  skipWithoutNamespace: skip,
  skipWithoutStrace,
  temporaryFolder,
} = require('../support/helpers')
const { run } = require('../support/init-helpers')

/**
 * @param {string[]} args
 * @param {{ folder?: string, under?: string[], env?: NodeJS.ProcessEnv }} [options] `folder`: of
 *   the package; `under`: the command that starts Node
 */
function command(args, { folder = root, under = [], env = process.env } = {}) {
  return run([...under, process.execPath, path.join(folder, 'bin/zombie-init.js'), ...args], {
    env,
  })
}

test('the command becomes the static init: no Node stays', () => {
  const { stdout, stderr } = command(['-s', '--', 'sh', '-c', 'readlink /proc/$PPID/exe'])
  assert.equal(stdout, `${initPath}\n`)
  assert.equal(stderr, '')
})

test('arguments pass through untouched, and the exit code comes back', () => {
  const script = 'shift; printf "<%s>" "$@"; exit 9'
  const { status, stdout } = command([
    '-s',
    '--',
    'sh',
    '-c',
    script,
    '0',
    '--',
    '-v',
    '',
    'ä b',
    '--',
  ])
  assert.equal(stdout, '<-v><><ä b><-->')
  assert.equal(status, 9)
  const { stdout: version } = command(['--version'])
  assert.match(version, /^tini version .* - zombie-init /)
})

test('so they do when a title is written over the command line', () => {
  for (const title of [
    'x',
    'as long as all the arguments together, and then some more '.repeat(9),
  ]) {
    const env = { ...process.env, NODE_OPTIONS: `--title="${title}"` }
    const { stdout, stderr } = command(['-s', '--', 'printf', '<%s>', '', 'ä b', '--'], { env })
    assert.deepEqual({ stdout, stderr }, { stdout: '<><ä b><-->', stderr: '' })
  }
})

test('arguments that are no UTF-8 arrive byte for byte', () => {
  const script = `exec "$0" "$1" -s -- sh -c 'printf %s "$1" | od -An -tx1' sh "$(printf 'a\\377b')"`
  const file = path.join(root, 'bin/zombie-init.js')
  assert.equal(run(['sh', '-c', script, process.execPath, file]).stdout, ' 61 ff 62\n')
})

test('without /proc it is the init all the same', { skip }, () => {
  const under = [...IN_NAMESPACE, ...HIDE_PROC]
  const { stdout, stderr } = command(['--', 'sh', '-c', 'echo $PPID "$@"', 'sh', '--'], { under })
  assert.deepEqual({ stdout, stderr }, { stdout: '1 --\n', stderr: '' })
})

test('below a preloaded zombie-reaper/init there are not two of them', { skip }, () => {
  const link = path.join(temporaryFolder(), 'zombie-init')
  fs.symlinkSync(path.join(root, 'bin/zombie-init.js'), link)
  /** @type {NodeJS.ProcessEnv} */
  const env = { ...process.env, NODE_OPTIONS: `--require "${path.join(root, 'init.js')}"` }
  delete env.ZOMBIE_REAPER_OUTERMOST
  for (const file of [path.join(root, 'bin/zombie-init.js'), link]) {
    /** @param {string[]} under @param {string[]} options */
    const start = (under, ...options) =>
      run([...under, process.execPath, file, ...options, '--', 'sh', '-c', 'echo $$ $PPID; env'], {
        env,
      })
    const { stdout, stderr } = start(IN_NAMESPACE)
    assert.equal(stderr, '')
    assert.match(stdout, /^\d+ 1\n/)
    // The mark of the automatic mode in this Node must not reach the program either.
    assert.doesNotMatch(start([], '-s').stdout, /ZOMBIE_REAPER_OUTERMOST/)
  }
})

test('without arguments it says what the init says', () => {
  const { status, stderr } = command([])
  assert.equal(status, 1)
  assert.match(stderr, /No program given/)
})

test('without a zombie-init that can be executed it is one line that says why', () => {
  const folder = copyPackage()
  fs.cpSync(path.join(root, 'bin'), path.join(folder, 'bin'), { recursive: true })
  const file = path.join(folder, 'zombie-init')
  /** @param {number} code @param {RegExp} reason */
  const assertRefused = (code, reason) => {
    const { status, stdout, stderr } = command(['-s', 'true'], { folder })
    assert.match(stderr, /^zombie-init: [^\n]+\n$/)
    assert.match(stderr, reason)
    assert.deepEqual({ status, stdout }, { status: code, stdout: '' })
  }
  fs.chmodSync(file, 0o644)
  assertRefused(126, /EACCES: Permission denied, execve '.*\/zombie-init'.*`chmod a\+x ".*"`/)
  fs.truncateSync(file, 5000)
  assertRefused(126, /ENOEXEC: .*\/zombie-init: cut off after 5000 bytes. .*npm install/)
  fs.rmSync(file)
  assertRefused(127, /there is no zombie-init for linux-.*npm install/)
  fs.writeFileSync(file, '', { mode: 0o755 })
  for (const name of fs.readdirSync(folder)) {
    if (name.endsWith('.node')) fs.rmSync(path.join(folder, name))
  }
  assertRefused(1, /cannot load its native part/)
})

test('it says what the kernel refuses', { skip: skipWithoutStrace }, () => {
  for (const [code, advice] of /** @type {const} */ ([
    ['ENOEXEC', /: Exec format error, execve '.*\/zombie-init'\. .*`npm /],
    ['ENOMEM', /: .*, execve '.*\/zombie-init'\n$/],
  ])) {
    // strace itself starts this Node, before it injects an error.
    const inject = `inject=execve:error=${code}`
    const under = ['strace', '-qqo', '/dev/null', '-e', inject]
    const { stdout, stderr } = command(['-s', 'true'], { under })
    assert.ok(stderr.startsWith(`zombie-init: ${code}: `), stderr)
    assert.match(stderr, advice)
    assert.equal(stdout, '')
  }
})
