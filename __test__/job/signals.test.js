'use strict'

// How a job sends signals: to the process itself, never to the next process with its PID.

const assert = require('node:assert/strict')
const { spawn } = require('node:child_process')
const { constants } = require('node:os')
const { test } = require('node:test')

const {
  compile,
  program,
  root,
  runNode,
  skipWithoutRoot,
  skipWithoutStrace,
  traceSystemCalls,
} = require('../support/helpers')

const closing = program('job/signals.js')
const ENDED = ['SIGTERM', 'SIGKILL'].map((signal) => ({ remaining: 0, signal }))

// These numbers are the same on every architecture.
const CALLS = { pidfd_open: 434, pidfd_send_signal: 424 }

test('signals go through a pidfd', { skip: skipWithoutStrace }, async () => {
  const calls = await traceSystemCalls([closing])
  for (const signal of ['SIGTERM', 'SIGKILL']) {
    assert.ok(calls.some((call) => call.includes(' pidfd_send_signal(') && call.includes(signal)))
    assert.ok(!calls.some((call) => call.includes(' kill(') && call.includes(signal)))
  }
})

for (const [name, number] of Object.entries(CALLS)) {
  for (const error of /** @type {const} */ (['ENOSYS', 'EPERM', 'ESRCH'])) {
    test(`where a seccomp filter refuses ${name} with ${error} they still end`, async () => {
      const errno = constants.errno[error]
      const under = [compile('shared/refuse-call.c'), `${number}`, `${errno}`]
      assert.deepEqual(await runNode([closing], { under }), ENDED)
    })
  }
}

for (const error of ['EMFILE', 'ENFILE']) {
  const title = `where ${error} leaves no descriptor for a pidfd they still end`
  test(title, { skip: skipWithoutStrace }, async () => {
    const trace = ['-e', 'trace=pidfd_open', '-e', `inject=pidfd_open:error=${error}`]
    const under = ['strace', '-f', '-o', '/dev/null', ...trace]
    assert.deepEqual(await runNode([closing], { under }), ENDED)
  })
}

test("another user's process remains, without an error", { skip: skipWithoutRoot }, async (t) => {
  const child = spawn('sleep', ['1000'], { stdio: 'ignore' })
  t.after(() => child.kill('SIGKILL'))
  const close = `
    const job = require(${JSON.stringify(root)}).createJob()
    job.add(${child.pid})
    job.close({ killAfter: 0, timeout: 0 }).then(({ remaining }) =>
      console.log(JSON.stringify(remaining.map(({ pid }) => pid))))`
  const under = ['setpriv', '--reuid=61234', '--regid=61234', '--clear-groups']
  assert.deepEqual(await runNode(['-e', close], { under }), [child.pid])
  assert.equal(child.signalCode, null)
})

test('where a seccomp filter refuses to wait for zombies, the members end all the same', async () => {
  const script = `
    const { spawn, spawnSync } = require('node:child_process')
    const { createJob, installSubreaper } = require(${JSON.stringify(root)})
    installSubreaper()
    const job = createJob()
    const child = job.add(spawn('sleep', ['1000'], { stdio: 'ignore' }))
    // An orphan of the job, which dies and cannot be reaped.
    spawnSync('/bin/sh', ['-c', 'sleep 0 &'], { env: job.env })
    child.on('exit', (_, signal) => {
      console.log(JSON.stringify(signal))
      process.exit()
    })
    void job.close({ killAfter: 60_000 })`
  const under = [compile('shared/refuse.c'), 'waitid']
  assert.equal(await runNode(['-e', script], { under }), 'SIGTERM')
})
