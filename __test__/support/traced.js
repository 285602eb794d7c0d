'use strict'

const { spawn } = require('node:child_process')
const { once } = require('node:events')

const { compile, startOrphan, until, untilZombie } = require('./helpers')
const { processInfo } = require('./process-table')

/**
 * Makes a zombie that another process traces. The tracer must wait for it first (ptrace(2)). The
 * tracer lets go of the zombie, and ends, when its stdin does.
 * @param {import('node:test').TestContext} t
 */
async function tracedZombie(t) {
  const ptrace = compile('shared/ptrace.c')
  const pid = startOrphan(t, `${ptrace} wait`)
  await until(
    () => processInfo(pid)?.name === 'ptrace' && processInfo(pid)?.state === 'S',
    'it waits',
  )
  const tracer = spawn(ptrace, ['seize', `${pid}`], { stdio: ['pipe', 'pipe', 'inherit'] })
  t.after(() => tracer.kill('SIGKILL'))
  await once(tracer.stdout, 'data')
  process.kill(pid, 'SIGKILL')
  await untilZombie(pid)
  return { pid, tracer }
}

module.exports = { tracedZombie }
