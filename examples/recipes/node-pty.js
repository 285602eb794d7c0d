'use strict'

// A terminal of node-pty beside the reaper. node-pty waits for its shell in its own thread, and the
// reaper cannot ask that thread. So the reaper leaves each zombie alone for its quarantine of 100
// ms, and the exit code arrives. The processes that the shell leaves behind are reaped.
//
//   node examples/recipes/node-pty.js

const { once } = require('node:events')

const pty = require('@lydell/node-pty')

const { startReaper } = require('../..')

async function main() {
  const reaper = startReaper()
  const reap = once(reaper, 'reap')

  // The shell leads the terminal's session. When it ends, the kernel sends SIGHUP to the sleep.
  const terminal = pty.spawn('/bin/sh', ['-c', 'sleep 1000 & exit 3'], {})
  const { exitCode } = await new Promise((resolve) => terminal.onExit(resolve))
  // A reaper keeps no process alive.
  const alive = setInterval(() => {}, 1000)
  const [{ signal }] = await reap
  clearInterval(alive)

  console.log(JSON.stringify({ exitCode, reaped: { signal } }))
}

void main()
