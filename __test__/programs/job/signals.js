'use strict'

// Closes the job of a process that obeys SIGTERM, and the job of one that ignores it. Prints the
// signal that ended each.

const { spawn } = require('node:child_process')
const { once } = require('node:events')

const { createJob } = require('../../..')

// However slow the machine is, SIGTERM alone ends the one, and SIGKILL ends the other.
const NEVER = 2 ** 31 - 1

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {number} killAfter
 */
async function end(child, killAfter) {
  const job = createJob()
  job.add(child)
  const exit = once(child, 'exit')
  const { remaining } = await job.close({ killAfter, timeout: NEVER })
  for (const { pid } of remaining) process.kill(pid, 'SIGKILL')
  const [, signal] = await exit
  return { remaining: remaining.length, signal }
}

async function main() {
  const obeys = spawn('sleep', ['1000'], { stdio: 'ignore' })
  const ignores = spawn('/bin/sh', ['-c', 'trap "" TERM; echo; exec sleep 1000'])
  await once(ignores.stdout, 'data')
  console.log(JSON.stringify([await end(obeys, NEVER), await end(ignores, 0)]))
}

main()
