'use strict'

// In which container a zombie is.

const { readProc } = require('../../proc/files')
const { NO_CONTAINER, containerOfProcess } = require('./containers')
const { once } = require('./once')

/** @typedef {import('./containers').Identity} Identity */

/**
 * Returns a function that says in which container a zombie is: its parent's. Version 1 of the
 * control groups shows "/" as the group of a zombie (kernel/cgroup/cgroup.c, proc_cgroup_show).
 *
 * A parent outside of all containers, such as the containerd-shim above a `docker exec`, names
 * none. Then the zombie's own group tells, in version 2.
 * @param {Identity[]} identities the containers of the machine. In a cgroup namespace the path to a
 *   neighbour begins below what both have in common, and may lack the pod.
 * @returns {(zombie: { pid: number, ppid: number }, memory: import('./sightings').Memory) => Identity} the
 *   group of a zombie never changes, so its memory keeps it
 */
function placesOf(identities) {
  const identityIn = once(containerOfProcess)
  const identityOf = (/** @type {number} */ pid) => {
    const text = readProc(pid, 'cgroup')
    return text === null ? NO_CONTAINER : identityIn(text)
  }
  const ofParent = once(identityOf)
  const known = new Map(identities.map((identity) => [identity.container, identity]))
  const whole = (/** @type {Identity} */ found) => known.get(found.container) ?? found
  return ({ pid, ppid }, memory) => {
    const parent = ofParent(ppid)
    if (parent.container !== '') return whole(parent)
    memory.own ??= identityOf(pid)
    return memory.own.container === '' ? parent : whole(memory.own)
  }
}

module.exports = { placesOf }
