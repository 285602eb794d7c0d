'use strict'

// Runs with `--require zombie-reaper/auto` and Node as PID 1. Waits until an orphan is reaped.

const fs = require('node:fs')

const { makeZombie } = require('zombie-reaper')

const zombie = makeZombie({ orphan: true })
const waiting = setInterval(() => {
  if (fs.existsSync(`/proc/${zombie}`)) return
  clearInterval(waiting)
  console.log('reaped')
}, 10)
