'use strict'

// Prints what process.getActiveResourcesInfo() shows beside a child while the automatic mode works:
// at the SIGCHLD of each death, and at each reap.

const { spawn } = require('node:child_process')
const { once } = require('node:events')

const { makeZombie, startReaper } = require('../../..')

/** @type {Set<string>} */
const seen = new Set()
function look() {
  for (const name of process.getActiveResourcesInfo()) seen.add(name)
}

async function main() {
  // The child keeps this process alive.
  const child = spawn('sleep', ['1000'], { stdio: 'ignore' })
  await once(child, 'spawn')
  const reaper = startReaper({ quarantine: 20 })
  process.on('SIGCHLD', () => {
    look()
    process.nextTick(look)
  })
  for (let deaths = 1; deaths <= 5; deaths++) {
    const reaped = once(reaper, 'reap')
    makeZombie()
    look()
    await reaped
    look()
  }
  child.kill('SIGKILL')
  console.log(JSON.stringify([...seen]))
}

void main()
