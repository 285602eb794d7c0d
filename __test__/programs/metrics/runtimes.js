'use strict'

// For Bun and Deno: prints the figures of both ecosystems beside a living orphan and a zombie.

const { spawnSync } = require('node:child_process')

const { installSubreaper, makeZombie, orphans, reap } = require('../../..')
const { clients } = require('./clients')

async function main() {
  installSubreaper()
  const started = Object.values(clients).map((make) => make())
  const running = started.map((client) => client.start())
  makeZombie({ exitCode: 7 })
  makeZombie({ orphan: true })
  makeZombie({ signal: 'SIGKILL' })
  for (let left = 3; left > 0;) left -= reap().length
  spawnSync('/bin/sh', ['-c', 'sleep 1000 & :'], { stdio: 'ignore' })
  makeZombie()
  const figures = []
  for (const client of started) {
    const samples = await client.read()
    const reasons = Object.entries(samples).filter(([name]) => name.includes('incomplete'))
    figures.push({
      exit: samples['zombie_reaper_reaped_total{ended="exit"}'],
      signal: samples['zombie_reaper_reaped_total{ended="signal"}'],
      us: samples['zombie_reaper_zombies{reaper="us"}'],
      orphans: samples.zombie_reaper_orphans,
      incomplete: reasons.reduce((sum, [, value]) => sum + value, 0),
    })
    await client.end()
  }
  for (const each of running) each.stop()
  for (const { pid } of orphans()) process.kill(pid, 'SIGKILL')
  for (let left = 2; left > 0;) left -= reap().length
  console.log(JSON.stringify(figures))
}

void main()
