'use strict'

// A daemon with the automatic mode. The process that starts it has the automatic mode too, and
// ends. Prints whether the daemon was a subreaper before and is one after, and the fate of its
// orphan.

const { isSubreaper, makeZombie } = require('../../..')
const { processInfo } = require('../../support/process-table')
const { automaticReaper } = require('../shared/automatic-reaper')

const parent = process.ppid
const before = isSubreaper()

process.send?.('running')
// No other process would end the daemon if it waited without success.
setTimeout(() => process.exit(1), 60_000).unref()
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
