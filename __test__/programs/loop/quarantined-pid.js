'use strict'

// Another waiter reaps a zombie in quarantine, and the kernel gives its PID to a child of libuv,
// which dies. Without /proc no start time distinguishes the two. Runs as PID 1 of its own
// namespaces.

const { spawn, spawnSync } = require('node:child_process')
const fs = require('node:fs')

const { makeZombie, startReaper, reap } = require('../../..')

// Longer than a busy machine keeps this process from the processor.
const QUARANTINE = 1000

/** @param {number} ms */
function block(ms) {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)
}

async function main() {
  const nextPid = fs.openSync('/proc/sys/kernel/ns_last_pid', 'w')
  spawnSync('mount', ['-t', 'tmpfs', 'none', '/proc'])
  const reaper = startReaper({ quarantine: QUARANTINE, sweepInterval: 2 ** 31 - 1 })
  /** @type {number[]} */
  const taken = []
  reaper.on('reap', ({ pid }) => taken.push(pid))
  reaper.on('error', () => {})

  const pid = makeZombie()
  while (reaper.stats.quarantined === 0) await new Promise(setImmediate)
  // Stands for any other waiter.
  reap()
  fs.writeSync(nextPid, `${pid - 1}`, 0)
  const child = spawn('/bin/sh', ['-c', 'exit 6'], { stdio: 'ignore' })
  const exitCode = new Promise((resolve) => child.on('exit', resolve))
  // Until the child is dead and the quarantine of the first zombie would have ended.
  block(QUARANTINE * 1.5)

  console.log(JSON.stringify({ isReused: child.pid === pid, exitCode: await exitCode, taken }))
  reaper.stop()
}

void main()
