'use strict'

// What is known of each zombie since an earlier look. /proc shows when a process was started, but
// not when it died.

const os = require('node:os')

/** @typedef {import('../../..').ZombieInfo} Zombie */

/**
 * @typedef {object} Sighting
 * @property {Zombie} zombie
 * @property {number} age for how long the zombie has been seen, in ms
 * @property {Memory} memory
 *
 * @typedef {{ own?: import('./containers').Identity }} Memory what the caller keeps about a zombie
 */

// Two computations of one start time may differ by clock ticks.
const SAME_START = 1000

class Sightings {
  /** @type {Map<number, { started: number, since: number, memory: Memory }>} by PID */
  #seen = new Map()

  /**
   * @param {Zombie[]} zombies all zombies of a look
   * @returns {Sighting[]}
   */
  take(zombies) {
    const now = performance.now()
    // A start time counts from the epoch, and setting the clock moves it.
    const boot = Date.now() - os.uptime() * 1000
    const before = this.#seen
    this.#seen = new Map()
    return zombies.map((zombie) => {
      const started = zombie.startTime - boot
      const last = before.get(zombie.pid)
      // Without a clock in /proc no start time is a number.
      const isSame = last !== undefined && !(Math.abs(last.started - started) >= SAME_START)
      const seen = isSame ? last : { started, since: now, memory: {} }
      this.#seen.set(zombie.pid, seen)
      return { zombie, age: now - seen.since, memory: seen.memory }
    })
  }
}

module.exports = { Sightings }
