'use strict'

// Room: ps, live. This file takes a sample each second and remembers the last minutes.

const native = require('../zombies/native')
const { groupsOf } = require('../zombies/groups')
const { zombiesNow } = require('../zombies/look')

const INTERVAL = 1000

// Five minutes.
const KEPT = 300

/**
 * @typedef {object} Sample
 * @property {import('../zombies/groups').Group[]} groups
 * @property {number} zombies
 * @property {import('../../..').PidUsage | undefined} usage
 */

class Samples {
  /** @type {{ zombies: number, tasks: number }[]} */
  history = []
  /** @type {Set<string>} */
  #before = new Set()

  /** @returns {Sample} */
  take() {
    const zombies = zombiesNow()
    const groups = groupsOf(zombies)
    // A zombie that the last look has seen too stays.
    for (const group of groups)
      group.stays = group.zombies.some((one) => this.#before.has(key(one)))
    this.#before = new Set(zombies.map(key))
    const usage = native.pidUsage().value
    this.history.push({ zombies: zombies.length, tasks: usage?.tasks ?? 0 })
    if (this.history.length > KEPT) this.history.shift()
    return { groups, zombies: zombies.length, usage }
  }
}

/** @param {import('../../..').ZombieInfo} zombie */
function key({ pid, startTime }) {
  // The start time is right to about 10 ms, as it depends on the wall clock.
  return `${pid} ${Math.round(startTime / 1000)}`
}

module.exports = { INTERVAL, Samples }
