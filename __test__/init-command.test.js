'use strict'

const assert = require('node:assert/strict')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')

const { initPath } = require('..')
const { copyPackage, root } = require('./helpers')
const { run } = require('./init-helpers')

/**
 * @param {string[]} args
 * @param {{ folder?: string, under?: string[] }} [options] of the package; what starts it
 */
function command(args, { folder = root, under = [] } = {}) {
  return run([...under, process.execPath, path.join(folder, 'bin/zombie-init.js'), ...args])
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
  assert.match(version, /^zombie-init .*tini version/)
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
  fs.writeFileSync(file, 'no program')
  fs.chmodSync(file, 0o644)
  assertRefused(126, /EACCES: Permission denied, execve '.*\/zombie-init'/)
  fs.rmSync(file)
  assertRefused(127, /there is no zombie-init for linux-/)
  fs.writeFileSync(file, '', { mode: 0o755 })
  for (const name of fs.readdirSync(folder)) {
    if (name.endsWith('.node')) fs.rmSync(path.join(folder, name))
  }
  assertRefused(1, /cannot load its native part/)
})
