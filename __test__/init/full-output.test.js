'use strict'

// A log collector has stopped reading: the pipe for the init's messages is full.

const assert = require('node:assert/strict')
const { spawn, spawnSync } = require('node:child_process')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')

const { compile, temporaryFolder, until } = require('../support/helpers')
const { initPath } = require('../support/init-helpers')

const takeSignals = compile('init/take-signals.c')
const { O_NONBLOCK, O_RDWR } = fs.constants

/**
 * Makes a pipe and fills it.
 * @param {import('node:test').TestContext} t
 * @returns the end for a program, where writes block, and the end for this process, where reads do
 *   not
 */
function fullPipe(t) {
  const fifo = path.join(temporaryFolder(), 'fifo')
  assert.equal(spawnSync('mkfifo', [fifo]).status, 0)
  const reader = fs.openSync(fifo, O_RDWR | O_NONBLOCK)
  const writer = fs.openSync(fifo, 'w')
  t.after(() => [reader, writer].forEach((fd) => fs.closeSync(fd)))
  const page = Buffer.alloc(4096, '.')
  assert.throws(() => {
    for (;;) fs.writeSync(reader, page)
  }, /EAGAIN/)
  return { reader, writer }
}

/** @param {number} reader @returns {string} the content of the pipe */
function drain(reader) {
  const buffer = Buffer.alloc(2 ** 20)
  return buffer.toString('latin1', 0, fs.readSync(reader, buffer))
}

/**
 * Starts the init with a full standard output and error, and waits until the program is ready. The
 * program writes to another pipe.
 * @param {number} full
 * @param {string[]} options
 */
async function startInit(full, options) {
  const program = ['sh', '-c', 'exec "$0" >&3', takeSignals]
  const child = spawn(initPath, ['-s', ...options, '--', ...program], {
    stdio: ['ignore', full, full, 'pipe'],
  })
  let output = ''
  const pipe = /** @type {import('node:stream').Readable} */ (child.stdio[3])
  pipe.setEncoding('utf8').on('data', (text) => (output += text))
  await until(() => output === 'ready\n', 'the program is ready')
  return { child, output: () => output }
}

for (const options of [[], ['-vvv', '-w']]) {
  test(`--kill-after kills, with the messages’ pipe full ${options.join(' ')}`, async (t) => {
    const { writer } = fullPipe(t)
    const { child, output } = await startInit(writer, [...options, '--kill-after', '3'])
    child.kill('SIGTERM')
    await until(() => output() === 'ready\n15\n', 'SIGTERM has arrived')
    assert.equal(await until(() => child.exitCode ?? child.signalCode, 'it has ended'), 137)
  })
}

test('messages that nobody takes are dropped, and later ones are written', async (t) => {
  const { reader, writer } = fullPipe(t)
  const { child, output } = await startInit(writer, ['-vvv'])
  child.kill('SIGUSR1')
  await until(() => output() === 'ready\n10\n', 'SIGUSR1 has arrived')
  assert.match(drain(reader), /^\.+$/)
  child.kill('SIGUSR2')
  await until(() => output() === 'ready\n10\n12\n', 'SIGUSR2 has arrived')
  assert.match(drain(reader), /^\[DEBUG zombie-init \(\d+\)\] Passing signal: 'SIGUSR2'\n$/)
  child.kill('SIGQUIT')
  assert.equal(await until(() => child.exitCode ?? child.signalCode, 'it has ended'), 7)
})

test('a message never needs more room than there is in a pipe that takes one', async (t) => {
  const { reader, writer } = fullPipe(t)
  // The pipe holds 65,536 bytes. The freed room takes PIPE_BUF bytes and no more (pipe(7)).
  fs.readSync(reader, Buffer.alloc(4096))
  const program = 'x'.repeat(5000)
  const child = spawn(initPath, ['-svv', '--', program], { stdio: ['ignore', writer, 'ignore'] })
  assert.equal(await until(() => child.exitCode ?? child.signalCode, 'it has ended'), 1)
  // The message of the init, or the message of its child whose exec failed.
  assert.match(drain(reader), /^\.+\[(?:INFO |FATAL) zombie-init \(\d+\)\] (?:Spawned|exec) .*x/)
})
