'use strict'

const { execFile } = require('node:child_process')
const { promisify } = require('node:util')

const { createJob } = require('zombie-reaper')

/** Runs a program that leaves a process behind. Nothing of it is left when the handler returns. */
exports.handler = async () => {
  const job = createJob()
  try {
    const program = ['-c', 'sleep 1000 >/dev/null 2>&1 & echo done']
    const { stdout } = await promisify(execFile)('sh', program, { env: job.env })
    return stdout.trim()
  } finally {
    await job.close()
  }
}
