'use strict'

// Looks at processes that have made their command line and environment as bad as they can. Runs as
// PID 1 of a namespace, so that none of these processes outlives it. Prints the result of each
// look, and the largest growth of this process's memory, in MB.
//
//   hollow-processes.js HOLLOW ARGUMENTS ENVIRONMENT COUNT

const { spawn } = require('node:child_process')
const fs = require('node:fs')

const { createJob, orphans, reapOrphans } = require('../../..')
const { until } = require('../../support/helpers')
const { processTable } = require('../../support/process-table')

const [command, count] = [process.argv.slice(2, 5), Number(process.argv[5])]

let waits = 0
const { wait } = Atomics
Atomics.wait = (/** @type {[any, number, any, number?]} */ ...args) => {
  waits++
  return wait(...args)
}

/** How many bytes this process has read so far, of any file (proc_pid_io(5)). */
function bytesRead() {
  return Number(/^rchar: (\d+)$/m.exec(fs.readFileSync('/proc/self/io', 'utf8'))?.[1])
}

/** The hollow processes lead their own sessions, and this process has adopted them. */
function hollowOrphans() {
  return processTable().filter(({ name, ppid }) => name === 'hollowed' && ppid === process.pid)
}

function peak() {
  return process.resourceUsage().maxRSS / 1024
}

async function main() {
  const job = createJob()
  for (let i = 0; i < count; i++) {
    spawn('/bin/sh', ['-c', 'setsid "$@" >/dev/null &', 'sh', ...command], { stdio: 'ignore' })
  }
  await until(() => hollowOrphans().length === count, 'they are orphans')

  const before = peak()
  const start = bytesRead()
  const members = job.processes().length
  const look = { members, bytes: bytesRead() - start, waits }
  for (const { pid } of hollowOrphans()) job.add(pid)
  const { remaining } = await reapOrphans({ timeout: 0 })
  const lengths = [orphans(), remaining, job.processes()].map((processes) =>
    Math.max(...processes.map(({ argv }) => argv.length)),
  )
  await job.close({ signal: 'SIGKILL' })
  console.log(JSON.stringify({ ...look, lengths, grown: peak() - before }))
}

main()
