'use strict'

// The automatic mode where the list of children cannot be read: two bursts of ten zombies beside a
// living child. Prints how many were reaped, and the codes of the errors that the reaper told.
//
//   node blind-reaper.js no-proc             PID 1 of namespaces of its own, in which it hides /proc
//   node blind-reaper.js no-descriptor       no descriptor is left once the reaper runs
//   node blind-reaper.js closed-descriptor   and somebody has closed the one that it keeps
//   node blind-reaper.js last-descriptor     the last one goes while zombies are in quarantine
//   node blind-reaper.js first-descriptor    they are free again while zombies are in quarantine

const { spawn, spawnSync } = require('node:child_process')
const { once } = require('node:events')
const fs = require('node:fs')

const { makeZombie, reap, startReaper } = require('../../..')

const kind = process.argv[2]
const BURST = 10

function hideProc() {
  const { status } = spawnSync('mount', ['-t', 'tmpfs', 'none', '/proc'])
  if (status !== 0) throw new Error('mount')
}

/** @type {number[]} */
const opened = []

function openEverything() {
  try {
    for (;;) opened.push(fs.openSync('/dev/null', 'r'))
  } catch {
    // That was the last one.
  }
}

function closeEverything() {
  for (const descriptor of opened.splice(0)) fs.closeSync(descriptor)
}

/** As programs do that close whatever is open before they start another one. */
function closeTheList() {
  for (const descriptor of fs.readdirSync('/proc/self/fd')) {
    let file = ''
    try {
      file = fs.readlinkSync(`/proc/self/fd/${descriptor}`)
    } catch {
      // That of the directory itself, which is closed by now.
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
    // Loads what could not be loaded without a descriptor.
    makeZombie()
    reap()
  }
  const reaper = startReaper({ quarantine: 20, sweepInterval: 2 ** 31 - 1 })
  if (kind === 'closed-descriptor') closeTheList()
  if (kind.endsWith('descriptor') && kind !== 'last-descriptor') openEverything()
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
    if (kind === 'last-descriptor' || kind === 'first-descriptor') {
      while (reaper.stats.quarantined < BURST) await new Promise(setImmediate)
      if (kind === 'last-descriptor') openEverything()
      else closeEverything()
    }
    await reaped
    if (kind === 'last-descriptor') closeEverything()
    if (kind === 'first-descriptor') openEverything()
  }
  clearInterval(alive)
  child.kill('SIGKILL')
  console.log(JSON.stringify({ reaped: reaper.stats.reaped, errors }))
}

void main()
