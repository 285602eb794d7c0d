'use strict'

// What a process says of itself in /proc is its own choice. None of it may harm whoever looks.

const assert = require('node:assert/strict')
const { spawn } = require('node:child_process')
const { once } = require('node:events')
const { before, test } = require('node:test')

const { argv } = require('../lib/process-info')
const { processStat } = require('../lib/process-table')
const {
  IN_NAMESPACE,
  compile,
  program,
  runNode,
  skipWithoutNamespace: skip,
  until,
} = require('./helpers')

// What execve(2) allows one argument, MAX_ARG_STRLEN.
const MAX_BYTES = 128 * 1024

let hollow = ''
before(() => {
  hollow = compile('hollow.c')
})

/**
 * @param {number} argumentBytes
 * @param {number} environmentBytes
 * @param {number} count
 */
function look(argumentBytes, environmentBytes, count) {
  const script = program('hollow-processes.js')
  const numbers = [argumentBytes, environmentBytes, count].map(String)
  return runNode([script, hollow, ...numbers], { under: IN_NAMESPACE })
}

test('200 MB of command line are cut', { skip }, async () => {
  const { lengths, grown } = await look(200_000_000, 1, 1)
  assert.deepEqual(lengths, [1024, 1024, 1024])
  assert.ok(grown < 30, `${grown} MB`)
})

/**
 * A process with these arguments that ends with the test.
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
