'use strict'

const assert = require('node:assert/strict')
const { spawn } = require('node:child_process')
const { test } = require('node:test')

const { compile, until } = require('../support/helpers')
const { initPath, run, runInit, startInit } = require('../support/init-helpers')
const { processInfo } = require('../support/process-table')

const KEPT = new Set([4, 5, 6, 7, 8, 9, 11, 17, 19, 21, 22, 31])
const FORWARDED = Array.from({ length: 64 }, (_, i) => i + 1).filter((number) => !KEPT.has(number))
const SIGQUIT = 3

const takeSignals = compile('init/take-signals.c')
const queueSignals = compile('init/queue-signals.c')

/** @param {string} output the output of take-signals */
function taken(output) {
  return output.trim().split('\n').slice(1)
}

test('every signal that can be forwarded arrives, real-time ones and those of libcs too', async () => {
  for (const flags of [[], ['-g']]) {
    const init = await startInit([...flags, '--', takeSignals])
    for (const number of FORWARDED.filter((other) => other !== SIGQUIT)) {
      process.kill(init.pid, number)
      // One by one: a pending SIGCONT and a pending SIGTSTP cancel each other.
      await until(() => taken(init.output()).includes(`${number}`), `${number} is taken`)
    }
    process.kill(init.pid, SIGQUIT)
    const { code, output } = await init.end()
    assert.equal(code, 7)
    assert.equal(taken(output).length, FORWARDED.length)
  }
})

test('the others are kept, and do not end the init before the program', async () => {
  const init = await startInit(['--', takeSignals])
  for (const number of KEPT) {
    if (number !== 9 && number !== 19) process.kill(init.pid, number)
  }
  process.kill(init.pid, SIGQUIT)
  const { code, output } = await init.end()
  assert.equal(code, 7)
  assert.deepEqual(taken(output), ['3'])
})

test('queued signals arrive in order, each with its value', async () => {
  const init = await startInit(['--', takeSignals])
  assert.equal(run([queueSignals, `${init.pid}`, '40', '1000']).status, 0)
  await until(() => taken(init.output()).length >= 1000, 'all are taken')
  process.kill(init.pid, SIGQUIT)
  const { output } = await init.end()
  assert.deepEqual(taken(output), [...Array.from({ length: 1000 }, (_, i) => `40 ${i}`), '3'])
})

test('with -g a queued signal reaches the whole group, without its value', async () => {
  const init = await startInit(['-g', '--', 'sh', '-c', '"$0" & exec "$0"', takeSignals])
  const count = (/** @type {string} */ line) =>
    init
      .output()
      .split('\n')
      .filter((printed) => printed === line).length
  await until(() => count('ready') === 2, 'both are there')
  assert.equal(run([queueSignals, `${init.pid}`, '40', '1']).status, 0)
  await until(() => count('40') === 2, 'both have taken it')
  process.kill(init.pid, SIGQUIT)
  assert.equal((await init.end()).code, 7)
})

test('a message of the init that nobody can read is no signal for the program', async () => {
  const child = spawn(initPath, ['-svvv', '--', 'sh', '-c', 'exec "$0" >&2', takeSignals], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  child.stdout.destroy()
  let output = ''
  child.stderr.setEncoding('utf8').on('data', (text) => (output += text))
  await until(() => output === 'ready\n', 'the program is there')
  // The init logs the signal to a closed pipe, which raises SIGPIPE.
  child.kill('SIGUSR1')
  await until(() => taken(output).includes('10'), 'it is taken')
  child.kill('SIGQUIT')
  await until(() => taken(output).includes('3'), 'that one too')
  assert.deepEqual(taken(output), ['10', '3'])
})

test('with -g all of the process group gets them', () => {
  // The program and its child must both die, or the pipe would stay open.
  for (const flags of [['-g'], ['--process-group']]) {
    const { status } = runInit([...flags, '--', 'sh', '-c', 'sleep 1000 & kill -TERM $PPID; wait'])
    assert.equal(status, 143)
  }
  const env = { ...process.env, TINI_KILL_PROCESS_GROUP: '' }
  const script = 'sleep 1000 & kill -TERM $PPID; wait'
  assert.equal(runInit(['--', 'sh', '-c', script], { env }).status, 143)
})

test('a signal that comes while the init starts is not lost', () => {
  // The shell signals its child somewhere between the child's first instruction and its loop.
  const script = `
    i=0
    while [ $i -lt 200 ]; do
      "$0" -s sleep 1000 &
      # Sometimes a bit later.
      [ $((i % 4)) -ne 0 ] || : $(:)
      kill -TERM $!
      wait $!
      echo $?
      i=$((i + 1))
    done`
  const { stdout } = run(['sh', '-c', script, initPath])
  assert.deepEqual(
    stdout.trim().split('\n'),
    Array.from({ length: 200 }, () => '143'),
  )
})

test('--rewrite sends another signal, or none', async () => {
  // Not SIGRTMAX, which valgrind keeps for itself (`npm run sanitize -- init`).
  const realTime = 'SIGRTMIN:SIGRTMAX-1'
  const rewrites = ['--rewrite', 'TERM:QUIT', '--rewrite=USR1:0', '--rewrite', realTime]
  const init = await startInit([...rewrites, '--', takeSignals])
  for (const number of [34, 10]) process.kill(init.pid, number)
  await until(() => taken(init.output()).length > 0, 'the first is taken')
  process.kill(init.pid, 'SIGTERM')
  const { code, output } = await init.end()
  assert.equal(code, 7)
  assert.deepEqual(taken(output), ['63', '3'])
})

test('--kill-after kills a program that does not end when asked to, and none that does', async () => {
  for (const signal of /** @type {const} */ (['SIGTERM', 'SIGINT'])) {
    const init = await startInit(['--kill-after', '1', '--', takeSignals])
    process.kill(init.pid, 'SIGHUP')
    await until(() => taken(init.output()).length > 0, 'it has taken what does not count')
    const start = performance.now()
    process.kill(init.pid, signal)
    assert.equal((await init.end()).code, 137)
    const seconds = (performance.now() - start) / 1000
    assert.ok(seconds >= 1, `after ${seconds} s`)
  }
  // SIGTERM asks the program to end, but --rewrite keeps the signal from the program.
  const dropped = await startInit(['--rewrite=TERM:0', '--kill-after=1', '--', takeSignals])
  process.kill(dropped.pid, 'SIGTERM')
  assert.equal((await dropped.end()).code, 137)
  // The program has left the process group, so a signal for the group misses it.
  const leaver = await startInit(['-g', '--kill-after=1', '--', compile('init/leave-group.c')])
  process.kill(leaver.pid, 'SIGTERM')
  assert.equal((await leaver.end()).code, 137)
  const obedient = await startInit(['--kill-after=600', '--', takeSignals])
  process.kill(obedient.pid, 'SIGQUIT')
  assert.equal((await obedient.end()).code, 7)
})

test('-p sends a signal when the parent dies', async () => {
  for (const flags of [['-p', 'SIGTERM'], ['-pTERM'], ['--parent-death-signal=15']]) {
    // The parent is a shell that ends once the program runs.
    const script = `
      "$@" >/dev/null 2>&1 &
      until [ "$(cat /proc/$!/task/$!/children)" ]; do :; done
      echo $!`
    const { stdout } = run(['sh', '-c', script, 'sh', initPath, '-s', ...flags, 'sleep', '60'])
    await until(() => !isAlive(Number(stdout)), 'the init has ended')
  }
})

/** @param {number} pid */
function isAlive(pid) {
  return ![undefined, 'Z'].includes(processInfo(pid)?.state)
}
