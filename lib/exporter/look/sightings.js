'use strict'

// Since when each zombie has been seen. /proc shows when a process was started, but not when it
// died.

const os = require('node:os')

/** @typedef {import('../../..').ZombieInfo} Zombie */

// Two computations of one start time may differ by clock ticks.
const SAME_START = 1000

class Sightings {
  /** @type {Map<number, { started: number, since: number }>} by PID */
  #seen = new Map()

  /**
   * @param {Zombie[]} zombies all zombies of a look
   * @returns {Map<Zombie, number>} for how long each zombie has been seen, in ms
   */
  take(zombies) {
    const now = performance.now()
    // Start times count from the epoch. Somebody may set the clock, which does not make a new zombie.
    const boot = Date.now() - os.uptime() * 1000
    const before = this.#seen
    this.#seen = new Map()
    const ages = new Map()
    for (const zombie of zombies) {
      const started = zombie.startTime - boot
      const last = before.get(zombie.pid)
      const isSame = last !== undefined && Math.abs(last.started - started) < SAME_START
      const sighting = isSame ? last : { started, since: now }
      this.#seen.set(zombie.pid, sighting)
      ages.set(zombie, now - sighting.since)
    }
    return ages
  }
}

module.exports = { Sightings }
