'use strict'

// A process chooses what it shows of itself in /proc. No choice may harm a process that looks.

const assert = require('node:assert/strict')
const { spawn } = require('node:child_process')
const { once } = require('node:events')
const { before, test } = require('node:test')

const { createMark } = require('../../lib/job/mark')
const { argv } = require('../../lib/proc/argv')
const { processStat } = require('../../lib/proc/table')
const {
  IN_NAMESPACE,
  compile,
  program,
  runNode,
  skipWithoutNamespace: skip,
  until,
} = require('../support/helpers')

// MAX_ARG_STRLEN, the maximum size of one argument (execve(2)).
const MAX_BYTES = 128 * 1024

let hollow = ''
before(() => {
  hollow = compile('proc/hollow.c')
})

/**
 * @param {number} argumentBytes
 * @param {number} environmentBytes
 * @param {number} count
 */
function look(argumentBytes, environmentBytes, count) {
  const script = program('proc/hollow-processes.js')
  const numbers = [argumentBytes, environmentBytes, count].map(String)
  return runNode([script, hollow, ...numbers], { under: IN_NAMESPACE })
}

test('200 MB of command line are cut', { skip }, async () => {
  const { lengths, grown } = await look(200_000_000, 1, 1)
  assert.deepEqual(lengths, [1024, 1024, 1024])
  assert.ok(grown < 30, `${grown} MB`)
})

test('of 300 MB of environment 2 MiB are read', { skip }, async () => {
  const { members, bytes, grown } = await look(1, 300_000_000, 1)
  assert.equal(members, 0)
  // The bytes include the environment of a shell, if the shell still lives.
  assert.ok(bytes >= 2 ** 21 && bytes < 2 ** 22, `${bytes} bytes`)
  assert.ok(grown < 30, `${grown} MB`)
})

test('a look waits five times at most, for however many that have neither', { skip }, async () => {
  const { waits, members } = await look(0, 0, 60)
  assert.equal(members, 0)
  assert.ok(waits > 0 && waits <= 5, `${waits} times`)
})

/**
 * Starts a process with these arguments. It ends with the test.
 * @param {import('node:test').TestContext} t
 * @param {string[]} args
 */
async function start(t, args) {
  const child = spawn('/bin/sh', ['-c', 'echo; read end', 'sh', ...args])
  t.after(() => child.kill('SIGKILL'))
  await once(child.stdout, 'data')
  return child.pid ?? 0
}

test('a command line is whole up to 128 KiB, and ends in one character that was cut', async (t) => {
  const text = '😀'.repeat(25_000)
  const head = ['/bin/sh', '-c', 'echo; read end', 'sh']
  const whole = [text, 'x'.repeat(MAX_BYTES - 100_100), '']
  assert.deepEqual(argv(await start(t, whole)), [...head, ...whole])

  for (const shift of ['', 'x', 'xx', 'xxx']) {
    const found = argv(await start(t, [text, shift + text]))
    const last = found[5]
    assert.deepEqual(found, [...head, text, last])
    assert.match(last, /^x*😀+\uFFFD?$/u)
    const bytes = Buffer.byteLength([...head, text, last.replace('\uFFFD', '')].join('\0'))
    assert.ok(MAX_BYTES - bytes < 4 && bytes <= MAX_BYTES, `${bytes}`)
  }
})

test('empty arguments are kept, and a dead process has none', async (t) => {
  const pid = await start(t, ['', 'a', ''])
  assert.deepEqual(argv(pid).slice(4), ['', 'a', ''])
  process.kill(pid, 'SIGKILL')
  await until(() => processStat(pid) === null, 'it is gone')
  assert.deepEqual(argv(pid), [])
})

test('a variable that crosses the border of two reads is found, and no value is taken for it', async () => {
  const { env, among } = createMark()
  const name = Object.keys(env).find((key) => !(key in process.env)) ?? ''
  /**
   * Whether the mark is found in such an environment.
   * @param {number} bytes the size of the other variables, which come first
   * @param {NodeJS.ProcessEnv} last
   */
  const isFound = async (bytes, last) => {
    const child = spawn('sleep', ['1000'], { env: { ...padding(bytes), ...last } })
    const stat = processStat(child.pid ?? 0)
    const found = stat !== null && among([stat])
    child.kill('SIGKILL')
    await once(child, 'exit')
    assert.ok(found, 'it was there')
    return found.length === 1
  }
  for (let bytes = MAX_BYTES - name.length - 8; bytes <= MAX_BYTES + 4; bytes++) {
    assert.ok(await isFound(bytes, { [name]: '1' }), `after ${bytes} bytes`)
    assert.ok(!(await isFound(bytes, { X: `${name}=1` })), `after ${bytes} bytes`)
  }
  assert.ok(await isFound(1_950_000, { [name]: '1' }))
})

/**
 * Returns an environment of this many bytes. Each entry is smaller than the limit of one argument.
 * @param {number} bytes
 */
function padding(bytes) {
  const most = 100_000
  const sizes = Array.from({ length: Math.floor(bytes / most) }, () => most)
  sizes.push(bytes % most)
  return Object.fromEntries(
    // Without the "=" and the NUL.
    sizes.map((size, i) => [`P${i}`, 'x'.repeat(size - `P${i}=`.length - 1)]),
  )
}
