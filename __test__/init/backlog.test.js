'use strict'

// Zombies come faster than the init reaps them, because strace slows its system calls down.

const assert = require('node:assert/strict')
const { spawn } = require('node:child_process')
const fs = require('node:fs')
const { test } = require('node:test')

const { reap } = require('../..')
const { compile, skipWithoutStrace: skip, until } = require('../support/helpers')
const { initPath } = require('../support/init-helpers')

/**
 * Starts a program below an init. strace tampers with the init's calls of one kind. Waits until the
 * program is ready.
 * @param {string} call
 * @param {string} injection
 * @param {string[]} program
 */
async function startInitWith(call, injection, program) {
  const options = ['-o', '/dev/null', '-e', `trace=${call}`, '-e', `inject=${call}:${injection}`]
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
  // No process has this PID: it is the kernel's PID_MAX_LIMIT.
  const injection = 'retval=4194304'
  const { pid, strace, output } = await startInitWith('wait4', injection, [
    compile('init/take-signals.c'),
  ])
  process.kill(pid, 'SIGTERM')
  await until(() => output() === 'ready\n15\n', 'SIGTERM has arrived')
  process.kill(pid, 'SIGKILL')
  await until(() => strace.exitCode ?? strace.signalCode, 'the init is gone')
})

test(
  'signals are forwarded before a backlog is reaped, and the program’s end ends the init',
  { skip },
  async () => {
    const program = [compile('init/zombie-backlog.c'), '400']
    const { pid, strace } = await startInitWith('wait4', 'delay_enter=10000', program)
    process.kill(pid, 'SIGUSR1')
    assert.equal(await until(() => strace.exitCode ?? strace.signalCode, 'the init has ended'), 7)
    // This process has adopted the rest of the backlog.
    await until(
      () => reap({ names: true }).some(({ name }) => name === 'zombie-backlog'),
      'a part of the backlog is reaped',
    )
  },
)

// The kernel hands out the pending signal with the lowest number first (kernel/signal.c,
// next_signal()). A SIGCHLD that is always pending must not hide the signals above it.
for (const [call, delay, pause, when] of /** @type {const} */ ([
  ['wait4', 10, 2, 'each batch of zombies is full'],
  ['rt_sigtimedwait', 200, 10, 'each wait for a signal finds a SIGCHLD'],
])) {
  test(`signals above SIGCHLD are forwarded while ${when}`, { skip }, async () => {
    const injection = `delay_enter=${delay * 1000}`
    const program = [compile('init/zombie-storm.c'), `${pause}`]
    const { pid, strace, output } = await startInitWith(call, injection, program)
    process.kill(pid, 37)
    await until(() => output() === 'ready\n37\n', 'signal 37 has arrived')
    process.kill(pid, 'SIGWINCH')
    await until(() => output() === 'ready\n37\n28\n', 'SIGWINCH has arrived')
    assert.equal(await until(() => strace.exitCode ?? strace.signalCode, 'the init has ended'), 7)
  })
}
