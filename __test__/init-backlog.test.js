'use strict'

// Zombies come faster than the init reaps them, since strace slows its wait4 down.

const assert = require('node:assert/strict')
const { spawn } = require('node:child_process')
const fs = require('node:fs')
const { test } = require('node:test')

const { reap } = require('..')
const { compile, skipWithoutStrace: skip, until } = require('./helpers')
const { initPath } = require('./init-helpers')

/**
 * Starts a program below an init whose calls of wait4 strace tampers with, and waits until the
 * program is ready.
 * @param {string} injection
 * @param {string[]} program
 */
async function startInitWith(injection, program) {
  const options = ['-o', '/dev/null', '-e', 'trace=wait4', '-e', `inject=wait4:${injection}`]
  const strace = spawn('strace', [...options, initPath, '-s', '--', ...program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  strace.stdout.setEncoding('utf8').on('data', (text) => (output += text))
  await until(() => output.includes('ready\n'), 'the program is ready')
  const children = fs.readFileSync(`/proc/${strace.pid}/task/${strace.pid}/children`, 'utf8')
  const pid = Number(children)
  return { pid, strace, output: () => output }
}

test('signals are forwarded while wait4 always has one zombie more', { skip }, async () => {
  // No process has that PID, the kernel's PID_MAX_LIMIT.
  const injection = 'retval=4194304'
  const { pid, strace, output } = await startInitWith(injection, [compile('take-signals.c')])
  process.kill(pid, 'SIGTERM')
  await until(() => output() === 'ready\n15\n', 'SIGTERM has arrived', 20)
  process.kill(pid, 'SIGKILL')
  await until(() => strace.exitCode ?? strace.signalCode, 'the init is gone')
})

test(
  'signals are forwarded before a backlog is reaped, and the program’s end ends the init',
  { skip },
  async () => {
    const program = [compile('zombie-backlog.c'), '400']
    const { pid, strace } = await startInitWith('delay_enter=10000', program)
    process.kill(pid, 'SIGUSR1')
    assert.equal(await until(() => strace.exitCode ?? strace.signalCode, 'the init has ended'), 7)
    // The rest of the backlog, which this process has adopted.
    const left = reap({ names: true }).filter(({ name }) => name === 'zombie-backlog')
    assert.notEqual(left.length, 0)
  },
)
