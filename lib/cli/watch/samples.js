'use strict'

// Room: ps, live. This file takes a sample each second and remembers the last minutes.

const native = require('../zombies/native')
const { groupsOf } = require('../zombies/groups')
const { zombiesNow } = require('../zombies/look')
const { Sightings } = require('../../exporter/look/sightings')

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
  #sightings = new Sightings()

  /** @returns {Sample} */
  take() {
    const zombies = zombiesNow()
    const sighted = this.#sightings.take(zombies)
    const known = new Set(sighted.filter(({ age }) => age > 0).map(({ zombie }) => zombie))
    const groups = groupsOf(zombies)
    // A zombie that the last look has seen too stays.
    for (const group of groups) group.stays = group.zombies.some((zombie) => known.has(zombie))
    const usage = native.pidUsage().value
    this.history.push({ zombies: zombies.length, tasks: usage?.tasks ?? 0 })
    if (this.history.length > KEPT) this.history.shift()
    return { groups, zombies: zombies.length, usage }
  }
}

module.exports = { INTERVAL, Samples }
