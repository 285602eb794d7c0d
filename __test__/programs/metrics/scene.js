'use strict'

// One process of each kind, and the figures that both ecosystems then have. Runs as PID 1.

const { spawn, spawnSync } = require('node:child_process')
const { once } = require('node:events')
const { writeSync } = require('node:fs')

const { makeZombie, pidUsage, reap, startReaper, zombies } = require('../../..')
const { processInfo } = require('../../support/process-table')
const { clients } = require('./clients')

/** @param {() => unknown} condition */
async function until(condition) {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 1))
}

async function main() {
  const started = Object.values(clients).map((make) => make())
  for (const client of started) client.start()

  // The reaper takes one that exited and one that a signal killed. A bare reap() takes another one.
  const reaper = startReaper()
  makeZombie({ exitCode: 3, orphan: true })
  makeZombie({ signal: 'SIGKILL' })
  await until(() => reaper.stats.reaped === 2)
  makeZombie()
  const bare = reap().length
  reaper.stop()

  const parent = spawn('/bin/sh', ['-c', 'sleep 1000 & echo $!; exec tail -f /dev/null'])
  const child = Number(await once(parent.stdout, 'data'))
  spawnSync('/bin/sh', ['-c', 'sleep 1000 & :'], { stdio: 'ignore' })
  const quarantine = startReaper({ quarantine: 2 ** 31 - 1 })
  makeZombie()
  await until(() => quarantine.stats.quarantined === 1)
  // The shell would reap the zombie, tail does not.
  await until(() => processInfo(parent.pid ?? 0)?.name === 'tail')
  process.kill(child, 'SIGKILL')
  await until(() => zombies().some((zombie) => zombie.reaper === 'parent'))

  const read = []
  const times = []
  for (const client of started) {
    const before = performance.now()
    read.push(await client.read())
    times.push((performance.now() - before) / 1000)
  }
  const { limit } = pidUsage()
  writeSync(1, JSON.stringify({ bare, limit, read, times }))
  // The other processes die with PID 1.
  process.exit()
}

void main()
