'use strict'

// A job within a job: starts one process in a job of its own and one outside it, prints their PIDs,
// and for each line of input closes its job and says so.

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
