'use strict'

// What the doctor knows of a container, for tests of its judgement and of its words.

/** @typedef {import('../../lib/cli/doctor/situation').Situation} Situation */
/** @typedef {import('../../lib/cli/doctor/pid1').Pid1} Pid1 */
/** @typedef {import('../../lib/cli/zombies/groups').Group} Group */

/**
 * @param {Partial<Pid1>} [facts] what differs from an init that forwards signals
 * @returns {Pid1}
 */
function pid1(facts = {}) {
  return {
    pid: 1,
    name: 'tini',
    argv: ['tini', '--', 'app'],
    kind: 'init',
    isThisCommand: false,
    handlesSigchld: false,
    dropsSigterm: false,
    ...facts,
  }
}

/**
 * @param {Partial<import('../..').PidUsage>} [facts]
 * @returns {import('../..').PidUsage}
 */
function pidUsage(facts = {}) {
  return {
    tasks: 8,
    limit: 100,
    headroom: 92,
    source: 'cgroup',
    cgroup: '/group',
    zombies: 0,
    ...facts,
  }
}

/**
 * @param {Partial<Situation>} [facts] what differs from a healthy container
 * @returns {Situation}
 */
function situation(facts = {}) {
  return {
    platform: 'linux',
    container: 'docker',
    pid1: pid1(),
    adopter: { pid: 1, name: 'tini', argv: ['tini', '--', 'app'], isSubreaper: false },
    proc: 'whole',
    hidepid: null,
    sharing: null,
    pidUsage: pidUsage(),
    groups: [],
    loadError: null,
    proof: null,
    proofError: null,
    ...facts,
  }
}

// The processes that keep zombies in these tests.
const PARENT = { pid: 7, name: 'app', argv: ['/usr/bin/app', '--serve'] }

/**
 * @param {Partial<Group>} [facts] what differs from zombies that a parent keeps
 * @param {number} [zombies] how many
 * @param {number} [startTime] of the oldest
 * @returns {Group}
 */
function group(facts = {}, zombies = 1, startTime = 0) {
  return {
    zombies: Array.from({ length: zombies }, (_, i) => ({
      pid: 100 + i,
      name: 'dead',
      ppid: PARENT.pid,
      parentName: PARENT.name,
      parentArgv: PARENT.argv,
      startTime,
      reaper: 'parent',
    })),
    culprit: PARENT,
    reaper: 'parent',
    stays: true,
    ...facts,
  }
}

/**
 * @param {number} ppid
 * @param {Partial<import('../..').ZombieInfo>} [facts]
 * @returns {import('../..').ZombieInfo}
 */
function zombie(ppid, facts = {}) {
  const parent = { parentName: `name ${ppid}`, parentArgv: [`argv ${ppid}`] }
  return { pid: 0, name: 'x', ppid, ...parent, startTime: 0, reaper: 'parent', ...facts }
}

module.exports = { PARENT, group, pid1, pidUsage, situation, zombie }
