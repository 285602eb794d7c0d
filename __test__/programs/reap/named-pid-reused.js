'use strict'

// A process that reapOrphans() waits for ends, and the kernel gives its PID to another process.
// Runs as PID 1 of its own namespace. Prints what remains.

const { spawn } = require('node:child_process')
const { once } = require('node:events')
const fs = require('node:fs')

const { reap, reapOrphans } = require('../../..')
const { orphanOfAnotherSession } = require('../../support/other-session')
const { processInfo } = require('../../support/process-table')

/** @returns {number} the start time of a process that starts now, in hundredths of a second */
function ticks() {
  return Math.floor(Number(fs.readFileSync('/proc/uptime', 'utf8').split(' ')[0]) * 100)
}

async function main() {
  const named = orphanOfAnotherSession()
  const result = reapOrphans({ timeout: 0, pids: [named] })
  // No turn of the loop passes until the end, so reapOrphans() cannot look in between.
  process.kill(named, 'SIGKILL')
  while (processInfo(named)?.state !== 'Z');
  for (const last = ticks(); ticks() <= last;);
  reap()
  fs.writeFileSync('/proc/sys/kernel/ns_last_pid', `${named - 1}`)
  const child = spawn('sleep', ['1000'], { stdio: 'ignore' })
  const { remaining } = await result
  child.kill('SIGKILL')
  await once(child, 'exit')
  console.log(JSON.stringify({ isReused: child.pid === named, remaining }))
}

void main()
