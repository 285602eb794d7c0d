'use strict'

// For programs that run with the automatic mode on: what makes it work while they do.

const { makeZombie } = require('../../..')
const { automaticReaper } = require('./automatic-reaper')

/**
 * From now on orphans die all the while, up to twenty at a time in quarantine.
 * @returns {() => Promise<{ made: number, reaped: number }>} ends it, when all of them are reaped
 */
function dyingOrphans() {
  const reaper = automaticReaper()
  /** @type {Set<number>} */
  const zombies = new Set()
  let made = 0
  let reaped = 0
  reaper.on('reap', ({ pid }) => {
    if (zombies.delete(pid)) reaped++
  })
  const making = setInterval(() => {
    if (zombies.size >= 20) return
    zombies.add(makeZombie({ orphan: true, exitCode: 77 }))
    made++
  }, 2)

  return async function stop() {
    clearInterval(making)
    while (zombies.size > 0) await new Promise((resolve) => setTimeout(resolve, 5))
    return { made, reaped }
  }
}

module.exports = { dyingOrphans }
