'use strict'

// Room: the zombies and the PIDs of every container of a machine. This file looks: it reads, and
// never reaps or signals.

const { listPids, readProc } = require('../../proc/files')
const { printable } = require('../../support/printable')
const { PATIENCE, zombiesNow } = require('../../cli/zombies/look')
const { verdictOn } = require('../../cli/zombies/verdict')
const { visibilityOfProc } = require('../../cli/zombies/visibility')
const { pidsOfGroups } = require('./cgroups')
const { fold, merged } = require('./fold')
const { Names, OTHER } = require('./names')
const { containerOfPid, isFirst, once } = require('./parents')
const { Sightings } = require('./sightings')

/** @typedef {import('./cgroups').Group} Group */
/** @typedef {import('./containers').Identity} Identity */
/** @typedef {import('./fold').Labels} Labels */
/** @typedef {import('./fold').Series} Series */
/** @typedef {import('../../..').ZombieInfo} Zombie */

/**
 * @typedef {object} Sight what a look has seen
 * @property {Record<'zombies' | 'oldest' | 'pids' | 'pidsLimit', Series[]>} containers
 * @property {Record<'pids' | 'pidsLimit', number | null>} machine
 * @property {number} processes
 * @property {number} folded how many series were folded
 * @property {('cgroups-missing' | 'proc-restricted')[]} problems
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
    /** @type {Sight['problems']} */
    const problems = visibilityOfProc() === 'restricted' ? ['proc-restricted'] : []
    /** @type {Group[]} */
    let groups = []
    try {
      groups = pidsOfGroups(this.#root)
    } catch {
      problems.push('cgroups-missing')
    }
    const figures = [...this.#zombieFigures(zombies, groups), ...pidFigures(groups)]
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
    const identityOf = identities(groups)
    const isFirstOnce = once(isFirst)
    const ages = this.#sightings.take(zombies)
    /** @type {Set<string>} */
    const renamed = new Set()
    const single = zombies.map((zombie) => {
      const age = /** @type {number} */ (ages.get(zombie))
      const identity = identityOf(zombie)
      const isOfFirst = zombie.ppid > 0 && isFirstOnce(zombie.ppid)
      const verdict = verdictOf(zombie, age, isOfFirst)
      // Nobody is to blame for a zombie that is about to be reaped.
      const name = verdict === 'transient' ? '' : printable(zombie.parentName ?? '')
      const parent = name === '' ? '' : this.#names.admit(identity.container, name)
      if (parent === OTHER && name !== OTHER) renamed.add(`${identity.container} ${name}`)
      return { age: age / 1000, identity, parent, verdict }
    })
    const found = fold(
      merged(
        single.map(({ identity, parent, verdict }) => ({
          labels: { ...identity, parent, verdict },
          value: 1,
        })),
        add,
      ),
      { other: ({ verdict }) => ({ ...OTHERS, parent: '', verdict }) },
    )
    const oldest = fold(
      merged(
        single.map(({ identity, age }) => ({ labels: { ...identity }, value: age })),
        Math.max,
      ),
      { other: () => OTHERS, merge: Math.max },
    )
    return [{ ...found, folded: found.folded + renamed.size }, oldest]
  }
}

// The labels of what was folded.
const OTHERS = { runtime: '', container: OTHER, pod: '' }

/**
 * @param {number} a
 * @param {number} b
 */
function add(a, b) {
  return a + b
}

/**
 * Says in which container a zombie is: its parent's. Version 1 of the control groups shows "/" for
 * a zombie (kernel/cgroup/cgroup.c, proc_cgroup_show). A parent outside, such as the containerd-shim
 * of a `docker exec`, is in none. Then the zombie's own group tells, in version 2.
 * @param {Group[]} groups
 * @returns {(zombie: Zombie) => Identity}
 */
function identities(groups) {
  const ofParent = once(containerOfPid)
  // From a cgroup namespace, the path to a neighbour begins below what both have in common. The tree
  // of the machine has the whole path.
  const inTree = new Map(
    groups.map(({ runtime, container, pod }) => [container, { runtime, container, pod }]),
  )
  return ({ pid, ppid }) => {
    const parent = ofParent(ppid)
    const identity = parent.container === '' ? containerOfPid(pid) : parent
    return (identity.container !== '' && inTree.get(identity.container)) || identity
  }
}

/**
 * @param {Zombie} zombie
 * @param {number} age
 * @param {boolean} isOfFirst whether the parent is PID 1 of its own namespace
 */
function verdictOf({ reaper }, age, isOfFirst) {
  return verdictOn({
    reaper: isOfFirst && reaper === 'parent' ? 'pid1' : reaper,
    stays: age >= PATIENCE,
    culprit: null,
    zombies: [],
  }).verdict
}

/** @param {Group[]} groups */
function pidFigures(groups) {
  const all = groups.map(({ pids, limit, ...labels }) => ({ labels, pids, limit }))
  return [
    fold(
      all.map(({ labels, pids }) => ({ labels, value: pids })),
      { other: otherGroup },
    ),
    fold(
      // Ranked by PIDs: what keeps its PIDs keeps its limit beside them.
      all.flatMap(({ labels, pids, limit }) =>
        limit === null ? [] : [{ labels, value: limit, rank: pids }],
      ),
      { other: otherGroup },
    ),
  ]
}

/**
 * A pod counts its containers, so the two stay apart.
 * @param {Labels} labels
 */
function otherGroup({ container }) {
  return container === '' ? { ...OTHERS, container, pod: OTHER } : OTHERS
}

/** @returns {Sight['machine']} */
function machineFigures() {
  // The number of tasks of the machine, zombies and threads too: "2/485".
  const [, tasks] = /\/(\d+) /.exec(readProc('self', '../loadavg') ?? '') ?? []
  const limits = ['pid_max', 'threads-max']
    .map((name) => Number(readProc('self', `../sys/kernel/${name}`) ?? NaN))
    .filter(Number.isFinite)
  return {
    pids: tasks === undefined ? null : Number(tasks),
    pidsLimit: limits.length === 0 ? null : Math.min(...limits),
  }
}

module.exports = { Looks }
