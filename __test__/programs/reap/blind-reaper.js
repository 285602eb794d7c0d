'use strict'

// The automatic mode without a readable list of children: two bursts of ten zombies beside a living
// child. Prints how many zombies were reaped, and the codes of the reaper's errors.
//
//   node blind-reaper.js no-proc             runs as PID 1 of its own namespaces, and hides /proc
//   node blind-reaper.js no-descriptor       no descriptor is free once the reaper runs
//   node blind-reaper.js closed-descriptor   the same, and the reaper's own descriptor is closed
//   node blind-reaper.js freed-descriptor    the same, until some are free before the second burst
//   node blind-reaper.js last-descriptor     none is free while zombies are in quarantine
//   node blind-reaper.js first-descriptor    some are free again while zombies are in quarantine

const { spawn, spawnSync } = require('node:child_process')
const { once } = require('node:events')
const fs = require('node:fs')

const { makeZombie, reap, startReaper } = require('../../..')
const { openEverything } = require('../shared/descriptors')

const kind = process.argv[2]
const isDuring = kind === 'last-descriptor' || kind === 'first-descriptor'
const BURST = 10

function hideProc() {
  const { status } = spawnSync('mount', ['-t', 'tmpfs', 'none', '/proc'])
  if (status !== 0) throw new Error('mount')
}

/** Closes the reaper's descriptor, like programs that close all descriptors before an exec. */
function closeTheList() {
  for (const descriptor of fs.readdirSync('/proc/self/fd')) {
    let file = ''
    try {
      file = fs.readlinkSync(`/proc/self/fd/${descriptor}`)
    } catch {
      // The descriptor of /proc/self/fd itself, which is already closed.
    }
    if (file.endsWith('/children')) fs.closeSync(Number(descriptor))
  }
}

async function main() {
  const child = spawn('sleep', ['1000'], { stdio: 'ignore' })
  await once(child, 'spawn')
  if (kind === 'no-proc') {
    hideProc()
  } else {
    // Loads the modules that reap() cannot load without a descriptor.
    makeZombie()
    reap()
  }
  // What happens during a quarantine needs one that is longer than a busy machine keeps this process
  // from the processor. Where only the first zombie is visible, each has a quarantine of its own.
  const quarantine = isDuring ? 500 : 20
  const reaper = startReaper({ quarantine, sweepInterval: 2 ** 31 - 1 })
  if (kind === 'closed-descriptor' || kind === 'freed-descriptor') closeTheList()
  /** @type {(() => void) | undefined} */
  let closeAll
  if (kind.endsWith('descriptor') && kind !== 'last-descriptor') closeAll = openEverything()
  /** @type {(string | undefined)[]} */
  const errors = []
  reaper.on('error', ({ code }) => errors.push(code))

  const alive = setInterval(() => {}, 1000)
  for (let burst = 0; burst < 2; burst++) {
    for (let i = 0; i < BURST; i++) makeZombie()
    const reaped = new Promise((resolve) => {
      let left = BURST
      reaper.on('reap', () => --left === 0 && resolve(undefined))
    })
    if (isDuring) {
      while (reaper.stats.quarantined < BURST) await new Promise(setImmediate)
      if (kind === 'last-descriptor') closeAll = openEverything()
      else closeAll?.()
    }
    await reaped
    if (kind === 'last-descriptor' || (kind === 'freed-descriptor' && burst === 0)) closeAll?.()
    if (kind === 'first-descriptor') closeAll = openEverything()
  }
  clearInterval(alive)
  child.kill('SIGKILL')
  console.log(JSON.stringify({ reaped: reaper.stats.reaped, errors }))
}

void main()
