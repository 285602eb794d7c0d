'use strict'

// node delay.js DEATHS with | without: the mean delay of the event loop while 2,000 orphans die in
// one second. Without a reaper they stay zombies until that second ends.

const { spawn } = require('node:child_process')
const { monitorEventLoopDelay } = require('node:perf_hooks')
const { setTimeout: delay } = require('node:timers/promises')

const { installSubreaper, reap, startReaper } = require('../..')
const { answer } = require('./answer')

const [program, mode] = process.argv.slice(2)
installSubreaper()
if (mode === 'with') startReaper()

answer(async () => {
  const deaths = spawn(program, ['2000'], { stdio: 'inherit' })
  const histogram = monitorEventLoopDelay({ resolution: 1 })
  histogram.enable()
  await delay(1000)
  histogram.disable()
  deaths.kill('SIGKILL')
  await delay(50)
  reap()
  return histogram.mean
})
