'use strict'

// Terminals of node-pty as in an editor on a server, each in a job of its own. Closing one ends
// everything that was started in it, even with nohup or setsid, and leaves the others alone.
//
//   node examples/recipes/terminal-job.js

const { setTimeout: delay } = require('node:timers/promises')

const pty = require('@lydell/node-pty')

const { createJob, startReaper } = require('../..')

function openTerminal() {
  const job = createJob()
  const terminal = job.add(pty.spawn('/bin/sh', [], { env: job.env }))
  return { job, terminal }
}

/** @param {import('../..').Job} job */
function sleeping(job) {
  return job.processes().filter(({ name }) => name === 'sleep').length
}

/** @param {ReturnType<typeof openTerminal>} opened */
async function startDaemons({ job, terminal }) {
  terminal.write('nohup sleep 1000 >/dev/null 2>&1 &\r')
  terminal.write('setsid sleep 1000 &\r')
  while (sleeping(job) < 2) await delay(20)
}

async function main() {
  startReaper()
  const closed = openTerminal()
  const kept = openTerminal()
  await startDaemons(closed)
  await startDaemons(kept)
  const { remaining } = await closed.job.close({ signal: 'SIGHUP' })

  console.log(JSON.stringify({ remaining: remaining.length, kept: sleeping(kept.job) }))
  await kept.job.close({ signal: 'SIGKILL' })
}

void main()
