'use strict'

// A daemon that is started with the automatic mode by a process with the automatic mode, which then
// ends. Prints whether it was a subreaper before and is one after, and what became of an orphan of its.

const { isSubreaper, makeZombie } = require('../../..')
const { processInfo } = require('../../support/process-table')
const { automaticReaper } = require('../shared/automatic-reaper')

const parent = process.ppid
const before = isSubreaper()

process.send?.('running')
// Nobody else would end it if it waited in vain.
setTimeout(() => process.exit(1), 30_000).unref()
const look = setInterval(() => {
  if (processInfo(parent) !== null || !isSubreaper()) return
  clearInterval(look)
  const [pid] = String(process.env.ZOMBIE_REAPER_OUTERMOST).split(':')
  const isMarked = Number(pid) === process.pid
  const zombie = makeZombie({ orphan: true, exitCode: 9 })
  const alive = setInterval(() => {}, 1000)
  automaticReaper().on('reap', (reaped) => {
    if (reaped.pid !== zombie) return
    clearInterval(alive)
    const { exitCode } = reaped
    const subreaper = isSubreaper()
    console.log(JSON.stringify({ pid: process.pid, before, subreaper, isMarked, exitCode }))
  })
}, 5)
