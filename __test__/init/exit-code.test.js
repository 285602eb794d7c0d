'use strict'

const assert = require('node:assert/strict')
const fs = require('node:fs')
const os = require('node:os')
const path = require('node:path')
const { test } = require('node:test')

const {
  IN_NAMESPACE,
  deadlySignals,
  isInSignalSet,
  skipWithoutNamespace: skip,
  temporaryFolder,
} = require('../support/helpers')
const { run, runInit, initPath } = require('../support/init-helpers')

test('the exit code is the program’s, and -e makes it 0', () => {
  for (let code = 0; code <= 255; code++) {
    const program = ['--', 'sh', '-c', `exit ${code}`]
    assert.equal(runInit(program).status, code)
    assert.equal(runInit(['-e', `${code}`, ...program]).status, 0)
    assert.equal(runInit(['-e', `${(code + 1) % 256}`, ...program]).status, code)
  }
})

/**
 * The signals that C libraries keep for themselves. A program that glibc's posix_spawn(3) has started
 * may ignore them (sysdeps/unix/sysv/linux/spawni.c), and so do its children: they cannot die of them.
 */
function libcSignals() {
  return [32, 33].filter((number) => !isInSignalSet('SigIgn', number))
}

test('of a program that a signal has killed it is 128 and its number, real-time ones too', () => {
  const signals = [...deadlySignals().map(([, number]) => number), ...libcSignals()]
  for (const number of signals) {
    const program = ['--', 'sh', '-c', `ulimit -c 0; kill -${number} $$`]
    assert.equal(runInit(program).status, 128 + number)
    assert.equal(runInit([`-e${128 + number}`, ...program]).status, 0)
  }
})

test('a program that cannot be started is named, with the reason', () => {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'zombie-reaper-'))
  const file = path.join(directory, 'file')
  fs.writeFileSync(file, '', { mode: 0o644 })
  const loop = path.join(directory, 'loop')
  fs.symlinkSync(loop, loop)
  for (const [program, code, reason] of /** @type {const} */ ([
    ['no-such-program', 127, 'No such file or directory (ENOENT)'],
    [path.join(directory, 'none'), 127, 'No such file or directory (ENOENT)'],
    ['', 127, 'No such file or directory (ENOENT)'],
    [file, 126, 'Permission denied (EACCES)'],
    [directory, 126, 'Permission denied (EACCES)'],
    [path.join(file, 'in-no-directory'), 1, 'Not a directory (ENOTDIR)'],
    [loop, 1, 'Too many levels of symbolic links (ELOOP)'],
  ])) {
    const { status, stderr } = runInit(['--', program])
    assert.equal(status, code, program)
    assert.match(stderr, /^\[FATAL zombie-init \(\d+\)\] [^\n]+\n$/)
    assert.ok(stderr.includes(`exec ${program} failed: ${reason}`), stderr)
  }
  fs.rmSync(directory, { recursive: true })
})

/** @param {string} PATH */
function runIt(PATH, cwd = '/') {
  return run([initPath, '-s', 'it', 'an argument'], { cwd, env: { PATH } })
}

test('PATH is searched as execvp does it', () => {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'zombie-reaper-'))
  const [denied, found] = ['denied', 'found'].map((name) => {
    fs.mkdirSync(path.join(directory, name))
    return path.join(directory, name)
  })
  fs.writeFileSync(path.join(denied, 'it'), '', { mode: 0o644 })
  // Without a #! line only the shell can run the file, and execvp(3) starts the shell for it.
  fs.writeFileSync(path.join(found, 'it'), 'echo "it ran with $#: $1"', { mode: 0o755 })
  const missing = path.join(directory, 'missing')
  const tooLong = `/${'x'.repeat(5000)}`
  for (const PATH of [found, `${tooLong}:${missing}:${denied}/it:${denied}:${found}`]) {
    assert.equal(runIt(PATH).stdout, 'it ran with 1: an argument\n')
  }
  assert.equal(runIt('', found).stdout, 'it ran with 1: an argument\n')
  assert.equal(runIt(`${denied}:${missing}`).status, 126)
  assert.equal(runIt(missing).status, 127)
  fs.rmSync(directory, { recursive: true })
})

test('without a shell a file that only the shell could run is passed over', { skip }, () => {
  const folder = temporaryFolder()
  for (const directory of ['script', 'found']) fs.mkdirSync(path.join(folder, directory))
  fs.writeFileSync(path.join(folder, 'script', 'it'), 'no format', { mode: 0o755 })
  const init = '/found/zombie-init'
  fs.copyFileSync(initPath, path.join(folder, init))
  /** @param {string} PATH */
  const inFolder = (PATH) =>
    run([...IN_NAMESPACE, 'chroot', folder, init, '--', 'it', '--version'], {
      env: { PATH: `${process.env.PATH}:${PATH}` },
    })
  const { status, stderr } = inFolder('/script')
  assert.match(stderr, / exec it failed: No such file or directory \(ENOENT\)\n$/)
  assert.equal(status, 127)
  fs.copyFileSync(initPath, path.join(folder, 'found', 'it'))
  assert.match(inFolder('/script:/found').stdout, /^tini version .* - zombie-init /)
})
