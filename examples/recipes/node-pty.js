'use strict'

// A terminal of node-pty beside the reaper. node-pty waits for its shell in a thread of its own,
// which nobody can ask, so the reaper leaves each zombie alone for its quarantine of 100 ms: the
// exit code arrives. What the shell leaves behind is reaped.
//
//   node examples/recipes/node-pty.js

const { once } = require('node:events')

const pty = require('@lydell/node-pty')

const { startReaper } = require('../..')

async function main() {
  const reaper = startReaper()
  const reap = once(reaper, 'reap')

  // The kernel hangs up on the sleep when the shell, which leads the terminal's session, has ended.
  const terminal = pty.spawn('/bin/sh', ['-c', 'sleep 1000 & exit 3'], {})
  const { exitCode } = await new Promise((resolve) => terminal.onExit(resolve))
  // A reaper keeps no process alive.
  const alive = setInterval(() => {}, 1000)
  const [{ signal }] = await reap
  clearInterval(alive)

  console.log(JSON.stringify({ exitCode, reaped: { signal } }))
}

void main()
