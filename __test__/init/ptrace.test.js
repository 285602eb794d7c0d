'use strict'

// A process that calls PTRACE_TRACEME makes its parent its tracer. It then stops for the tracer at
// each signal and at an exec (ptrace(2)). Here the parent is the init, which is no debugger.

const assert = require('node:assert/strict')
const fs = require('node:fs')
const { test } = require('node:test')

const { compile, until } = require('../support/helpers')
const { runInit, startInit } = require('../support/init-helpers')
const { processInfo } = require('../support/process-table')

const ptrace = compile('shared/ptrace.c')
const script = 'exec "$0" traceme $PPID "$@"'

test('a program that has itself traced by the init goes on at an exec', () => {
  const program = ['sh', '-c', script, ptrace, 'sh', '-c', 'kill -WINCH $$; exit 7']
  assert.equal(runInit(['--', ...program]).status, 7)
})

test('so does an orphan', () => {
  const orphan = `sh -c '"$0" traceme $1 echo orphan &' "$0" $PPID`
  const program = ['sh', '-c', `echo "$(${orphan})"`, ptrace]
  assert.equal(runInit(['--', ...program]).stdout, 'ready\norphan\n')
})

test('a signal that would have stopped it for the init does what it does without one', async () => {
  const { pid, end } = await startInit(['--', 'sh', '-c', script, ptrace])
  const program = Number(fs.readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8'))
  // The state of a SIGSTOP: only the tracer could end the state "t".
  await until(() => processInfo(program)?.state === 'T', 'it has stopped')
  process.kill(program, 'SIGCONT')
  assert.equal((await end()).code, 0)
})
