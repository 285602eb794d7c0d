'use strict'

// Room: the zombies and the PIDs of every container of a machine. This file looks: it reads, and
// never reaps or signals.

const { listPids } = require('../../proc/files')
const { isInNamespaceOfMachine } = require('../../proc/pid-namespace')
const { printable } = require('../../support/printable')
const { zombiesNow } = require('../../cli/zombies/look')
const { visibilityOfProc } = require('../../cli/zombies/visibility')
const { pidsOfGroups } = require('./cgroups')
const { machineFigures } = require('./machine')
const { Names } = require('./names')
const { placesOf } = require('./places')
const { pidSeries, zombieSeries } = require('./series')
const { Sightings } = require('./sightings')
const { verdictsOf } = require('./verdicts')

/** @typedef {import('./cgroups').Group} Group */
/** @typedef {import('./fold').Series} Series */
/** @typedef {import('../../..').ZombieInfo} Zombie */

/**
 * @typedef {object} Sight what a look has seen
 * @property {Record<'zombies' | 'oldest' | 'pids' | 'pidsLimit', Series[]>} containers
 * @property {import('./machine').Machine} machine
 * @property {number} processes
 * @property {number} folded how many series were folded
 * @property {Problem[]} problems
 *
 * @typedef {'cgroups-missing' | 'proc-restricted' | 'own-namespace-only'} Problem
 */

class Looks {
  #root
  #sightings = new Sightings()
  #names = new Names()

  /** @param {string} root where the control groups are mounted */
  constructor(root) {
    this.#root = root
  }

  /**
   * @returns {Sight}
   * @throws where /proc shows nothing
   */
  take() {
    const zombies = zombiesNow()
    /** @type {Problem[]} */
    const problems = []
    if (visibilityOfProc() === 'restricted') problems.push('proc-restricted')
    if (isInNamespaceOfMachine() !== true) problems.push('own-namespace-only')
    /** @type {Group[]} */
    let groups = []
    try {
      groups = pidsOfGroups(this.#root)
    } catch {
      problems.push('cgroups-missing')
    }
    const figures = [...this.#zombieFigures(zombies, groups), ...pidSeries(groups)]
    const [found, oldest, pids, pidsLimit] = figures.map(({ series }) => series)
    return {
      containers: { zombies: found, oldest, pids, pidsLimit },
      machine: machineFigures(),
      processes: listPids().length,
      folded: figures.reduce((sum, { folded }) => sum + folded, 0),
      problems,
    }
  }

  /**
   * @param {Zombie[]} zombies
   * @param {Group[]} groups
   */
  #zombieFigures(zombies, groups) {
    const placeOf = placesOf(
      groups.map(({ runtime, container, pod }) => ({ runtime, container, pod })),
    )
    const verdictOf = verdictsOf()
    const { admitted, refused } = this.#names.admission()
    const all = this.#sightings.take(zombies).map(({ zombie, age, memory }) => {
      const place = placeOf(zombie, memory)
      const verdict = verdictOf(zombie, age)
      // Nobody is to blame for a zombie that is about to be reaped.
      const name = verdict === 'transient' ? '' : printable(zombie.parentName ?? '')
      return { place, parent: admitted(place.container, name), verdict, age: age / 1000 }
    })
    const [found, oldest] = zombieSeries(all)
    return [{ ...found, folded: found.folded + refused.size }, oldest]
  }
}

module.exports = { Looks }
