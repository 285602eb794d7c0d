'use strict'

// A job within a job: starts one process in its own job and one outside it, and prints their PIDs.
// For each line of input it closes its job and prints a line.

const { spawn } = require('node:child_process')

const { createJob } = require('../../..')

const job = createJob()
const inside = job.add(spawn('sleep', ['1000'], { env: job.env, stdio: 'ignore' }))
const outside = spawn('sleep', ['1000'], { stdio: 'ignore' })
console.log(`${inside.pid} ${outside.pid}`)
process.stdin.once('data', async () => {
  const { remaining } = await job.close()
  console.log(`closed ${remaining.length}`)
})
