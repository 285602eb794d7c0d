'use strict'

// Prints the result of orphans() beside a child of libuv, a child of a Worker and a zombie, where
// /proc/PID/task/TID/children is missing. Runs as PID 1 of its own namespaces.

const { spawn, spawnSync } = require('node:child_process')
const fs = require('node:fs')
const { Worker } = require('node:worker_threads')

const { makeZombie, orphans } = require('../../..')

const { status } = spawnSync('mount', ['-t', 'tmpfs', 'none', `/proc/${process.pid}/task`])
if (status !== 0) throw new Error('mount')

spawnSync('/bin/sh', ['-c', 'exec tail -f /dev/null & '], { stdio: 'ignore' })
const owned = spawn('sleep', ['1000'])
makeZombie()
const script = `
  require('node:child_process').spawn('sleep', ['1000'])
  require('node:worker_threads').parentPort.postMessage('started')`
new Worker(script, { eval: true }).on('message', async () => {
  // The child of the shell is called "sh" until its exec.
  while (orphans().some(({ name }) => name === 'sh'));
  const result = {
    childrenFile: fs.existsSync(`/proc/self/task/${process.pid}/children`),
    orphans: orphans().map(({ name }) => name),
  }
  owned.kill('SIGKILL')
  // The remaining processes die with PID 1.
  fs.writeSync(1, JSON.stringify(result))
  process.exit()
})
