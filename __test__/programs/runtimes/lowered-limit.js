'use strict'

// For Bun and Deno: prints whether a dead child is claimed when this process has more descriptors
// than its limit allows now.

const { spawn, spawnSync } = require('node:child_process')
const { once } = require('node:events')
const fs = require('node:fs')

const { makeZombie, reap } = require('../../..')
const { binding } = require('../../../lib/native/binding')
const { processInfo } = require('../../support/process-table')

const LOWERED = 100

async function main() {
  makeZombie()
  reap()
  // The kernel makes its table larger than the first call has seen it.
  for (let i = 0; i < 2000; i++) fs.openSync('/dev/null', 'r')
  const child = spawn('sleep', ['1000'], { stdio: 'ignore' })
  const exit = once(child, 'exit')
  const pid = /** @type {number} */ (child.pid)
  process.kill(pid, 'SIGKILL')
  while (processInfo(pid)?.state !== 'Z');
  spawnSync('prlimit', [`--nofile=${LOWERED}:${LOWERED}`, `--pid=${process.pid}`])
  const isClaimed = binding?.claimedZombies().includes(pid)
  const [, signal] = await exit
  console.log(JSON.stringify({ isClaimed, signal }))
  process.exit()
}

void main()
