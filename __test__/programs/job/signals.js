'use strict'

// Closes a job of two processes, one of which ignores SIGTERM. Prints the signal that ended each.

const { spawn } = require('node:child_process')
const { once } = require('node:events')

const { createJob } = require('../../..')

async function main() {
  const job = createJob()
  const sleeps = job.add(spawn('sleep', ['1000'], { stdio: 'ignore' }))
  const ignores = job.add(spawn('/bin/sh', ['-c', 'trap "" TERM; echo; exec sleep 1000']))
  await once(ignores.stdout, 'data')
  const ends = [sleeps, ignores].map((child) => once(child, 'exit'))
  const { remaining } = await job.close({ killAfter: 1000 })
  for (const { pid } of remaining) process.kill(pid, 'SIGKILL')
  const exits = await Promise.all(ends)
  console.log(
    JSON.stringify({ remaining: remaining.length, signals: exits.map(([, signal]) => signal) }),
  )
}

main()
