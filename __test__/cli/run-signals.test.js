'use strict'

// Signals for `zombie-reaper run`, with a terminal and without one.

const assert = require('node:assert/strict')
const { spawn } = require('node:child_process')
const { once } = require('node:events')
const { test } = require('node:test')

const { command } = require('../support/cli')
const { descendantsOf } = require('../support/process-table')
const { inTerminal } = require('../support/terminal')

const node = process.execPath

// Writes each signal that it gets. Ends at SIGUSR2.
const PROGRAM = `
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT', 'SIGUSR1'])
    process.on(signal, () => console.error(signal))
  process.on('SIGUSR2', () => process.exit(9))
  setInterval(() => {}, 1000)
  console.error('ready')`

const argv = [node, command, 'run', '--', node, '-e', PROGRAM]

test('a signal for the command reaches the program, which may handle it', async () => {
  // A session of its own has no terminal.
  const child = spawn(argv[0], argv.slice(1), {
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  })
  const said = child.stderr.setEncoding('utf8')
  const exited = once(child, 'exit')
  assert.equal((await once(said, 'data'))[0], 'ready\n')
  for (const signal of /** @type {const} */ ([
    'SIGTERM',
    'SIGINT',
    'SIGHUP',
    'SIGQUIT',
    'SIGUSR1',
  ])) {
    child.kill(signal)
    assert.equal((await once(said, 'data'))[0], `${signal}\n`)
  }
  child.kill('SIGUSR2')
  assert.deepEqual(await exited, [9, null])
})

/** @param {import('@lydell/node-pty').IPty} terminal @param {NodeJS.Signals} signal */
function each({ pid }, signal) {
  const guard = descendantsOf(pid).find(({ ppid }) => ppid === pid)
  for (const one of [pid, Number(guard?.pid)]) process.kill(one, signal)
}

/**
 * The terminal shows the keys after the signal, or before it.
 * @param {string} output
 */
function withoutEcho(output) {
  return output.replaceAll(/\^[\\C]/g, '')
}

test('a signal of the terminal reaches the program once', async () => {
  /** @type {[name: string, send: (terminal: import('@lydell/node-pty').IPty) => void][]} */
  const signals = [
    ['SIGINT', (terminal) => terminal.write('\x03')],
    ['SIGQUIT', (terminal) => terminal.write('\x1c')],
    // As when the terminal hangs up.
    ['SIGHUP', ({ pid }) => process.kill(-pid, 'SIGHUP')],
    [
      'SIGUSR2',
      (terminal) => {
        each(terminal, 'SIGCONT')
        // The command and its guard forward the signals by their numbers, so this is the last.
        process.kill(terminal.pid, 'SIGUSR2')
      },
    ],
  ]
  let last = 'ready'
  const { output, exitCode } = await inTerminal(argv, {
    onData: (soFar, terminal) => {
      if (!withoutEcho(soFar).endsWith(`${last}\r\n`)) return
      // Otherwise a forwarded signal could arrive before the program has taken the first one.
      if (last === 'ready') each(terminal, 'SIGSTOP')
      const next = signals.shift()
      if (next === undefined) return
      last = next[0]
      next[1](terminal)
    },
  })
  assert.equal(exitCode, 9)
  const lines = withoutEcho(output).split('\r\n')
  assert.deepEqual(lines, ['ready', 'SIGINT', 'SIGQUIT', 'SIGHUP', ''])
})
