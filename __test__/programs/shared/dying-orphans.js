'use strict'

// For programs with the automatic mode: keeps the reaper at work while the program runs.

const { makeZombie } = require('../../..')
const { automaticReaper } = require('./automatic-reaper')

/**
 * Lets orphans die from now on, with up to twenty in quarantine at a time.
 * @returns {() => Promise<{ made: number, reaped: number }>} stops, once all orphans are reaped
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
