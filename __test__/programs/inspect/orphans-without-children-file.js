'use strict'

// Prints what orphans() finds beside a child of libuv's, a Worker's child and a zombie, where there is
// no /proc/PID/task/TID/children. Runs as PID 1 of namespaces of its own.

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
  // The shell's child has its name until the exec.
  while (orphans().some(({ name }) => name === 'sh'));
  const result = {
    childrenFile: fs.existsSync(`/proc/self/task/${process.pid}/children`),
    orphans: orphans().map(({ name }) => name),
  }
  owned.kill('SIGKILL')
  // What is left dies with PID 1.
  fs.writeSync(1, JSON.stringify(result))
  process.exit()
})
