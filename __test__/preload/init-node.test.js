'use strict'

const assert = require('node:assert/strict')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')

const {
  HIDE_PROC,
  IN_NAMESPACE,
  program,
  skipWithoutNamespace: skip,
  temporaryFolder,
} = require('../support/helpers')
const { run } = require('../support/init-helpers')
const { code, printedBy, init, preload, state } = require('../support/with-init')

/** @param {{ stderr: string, pid1: string, processes: number }} result */
function assertReplaced({ stderr, pid1, processes }) {
  assert.equal(stderr, '')
  assert.equal(pid1, 'zombie-init')
  assert.equal(processes, 2)
}

/** @type {[name: string, before: string[], after: string[]][]} */
const WAYS = [
  ['--require', preload, [state]],
  ['--import', ['--import', init], [state]],
  ['the first line of CommonJS', [], [program('preload/init-first.js')]],
  ['the first import of ESM', [], [program('preload/init-first.mjs')]],
  ['-e', [...preload, '-e', code], ['--']],
  ['-p', [...preload, '-p', `${code};''`], ['--']],
  ['options of V8 and Node', [...preload, '--stack-size=900', '--expose-gc', '--'], [state]],
  ['--title', [...preload, '--title=other', '--stack-size=900', '--'], [state]],
  // --title overwrites the command line: its first word is then right, and the rest is wrong.
  ['--title and -e', [...preload, '--title', process.execPath, '-e', code], ['--']],
]

for (const [name, before, after] of WAYS) {
  test(`PID 1 becomes zombie-init: ${name}`, { skip }, () => {
    const args = ['--', '-x', '', 'ä b', '--title=no', '--']
    const result = printedBy([...before, ...after, ...args])
    assertReplaced(result)
    const script = after[0] === '--' ? [] : after
    assert.deepEqual(result.argv, [...script, ...args])
    // The program is the same Node, with all the options that it was started with.
    assert.deepEqual(
      result.execArgv.filter((/** @type {string} */ arg) => arg !== '--'),
      before.filter((arg) => arg !== '--'),
    )
  })
}

test('the title is the one that was asked for', { skip }, () => {
  const result = printedBy([...preload, '--title=other', state])
  assert.equal(result.title, 'other')
})

test('a title in NODE_OPTIONS does not lose the script either', { skip }, () => {
  const NODE_OPTIONS = `--title=${process.execPath} --require "${init}"`
  const result = printedBy([state, 'x'], { env: { ...process.env, NODE_OPTIONS } })
  assertReplaced(result)
  assert.deepEqual(result.argv, [state, 'x'])
})

test('environment, directory and fds 0 to 2 arrive unchanged', { skip }, () => {
  const env = { PATH: process.env.PATH, NODE_OPTIONS: `--require "${init}"`, EMPTY: '', A: 'ä=b' }
  const result = printedBy([state], { env, cwd: '/usr', input: 'from stdin' })
  assertReplaced(result)
  assert.deepEqual(result.env, { ...env, ZOMBIE_INIT_PID: '1' })
  assert.equal(result.cwd, '/usr')
  const empty = printedBy([...preload, state], { under: [...IN_NAMESPACE, 'env', '-i'] })
  assert.deepEqual(empty.env, { ZOMBIE_INIT_PID: '1' })
  const reader = ['-e', 'process.stdin.pipe(process.stdout)']
  const { stdout } = run([...IN_NAMESPACE, process.execPath, ...preload, ...reader], {
    stdio: 'pipe',
    input: 'from stdin',
  })
  assert.equal(stdout, 'from stdin')
})

test('arguments that are no UTF-8 arrive byte for byte', { skip }, () => {
  const script = `exec "$0" --require "$1" -- "$2" "$(printf 'a\\377b')"`
  const command = ['sh', '-c', script, process.execPath, init, state]
  const { stdout, stderr } = run([...IN_NAMESPACE, ...command])
  assert.equal(stderr, '')
  assert.equal(JSON.parse(stdout).lastArgument, Buffer.from('a\xffb', 'latin1').toString('hex'))
})

test('60,000 arguments arrive', { skip }, () => {
  const args = Array.from({ length: 60_000 }, (_, index) => String(index))
  const result = printedBy([...preload, state, ...args])
  assertReplaced(result)
  assert.deepEqual(result.argv, [state, ...args])
})

test('a relative script is found after a chdir() too', { skip }, () => {
  const folder = temporaryFolder()
  const script = `process.chdir('/'); require(${JSON.stringify(init)}); require(${JSON.stringify(state)})`
  fs.writeFileSync(path.join(folder, 'index.js'), script)
  for (const name of ['index.js', './index', '.', `../${path.basename(folder)}/`]) {
    const result = printedBy(['--stack-size=900', '--', name, '--', name], { cwd: folder })
    assertReplaced(result)
    assert.deepEqual(result.argv, [path.resolve(folder, name), '--', name])
    assert.equal(result.cwd, '/')
  }
})

test('without /proc PID 1 becomes zombie-init too', { skip }, () => {
  const script = 'console.log(JSON.stringify([process.ppid, ...process.argv.slice(1)]))'
  const under = [...IN_NAMESPACE, ...HIDE_PROC]
  const command = [process.execPath, ...preload, '-e', script, '--', '', '--', 'ä b']
  const { stdout, stderr } = run([...under, ...command])
  assert.equal(stderr, '')
  assert.deepEqual(JSON.parse(stdout), [1, '', '--', 'ä b'])
})

test('the new Node has no signal ignored or blocked but what Node itself does', { skip }, () => {
  const { stdout } = run([
    ...IN_NAMESPACE,
    process.execPath,
    ...preload,
    '-e',
    'setTimeout(()=>{},0);console.log(require("fs").readFileSync("/proc/1/status","utf8"))',
  ])
  // The program has the signal mask and actions that zombie-init started with: SIGCHLD is kept.
  assert.match(stdout, /^SigIgn:\t0{16}$/m)
})

test('in PID 1 not even that stops it', { skip }, () => {
  assertReplaced(printedBy([...preload, state], { env: { ...process.env, ZOMBIE_INIT_PID: '1' } }))
})
