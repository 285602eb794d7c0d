'use strict'

// The PIDs of each container and each pod, and their limits, from the tree of the control groups.

const path = require('node:path')

const { isOutOfDescriptors } = require('../../support/errors')
const fs = require('../../support/fs')
const { containerOf } = require('./containers')

/** @typedef {import('./containers').Identity & { pids: number, limit: number | null }} Group */

/**
 * @param {string} root where the control groups are mounted
 * @returns {Group[]} a pod is a group without a container, and counts its containers too
 * @throws without a tree that counts PIDs, and when no file descriptor is left
 */
function pidsOfGroups(root) {
  const top = hierarchyIn(root)
  /** @type {Map<string, Group>} */
  const found = new Map()
  walk(top, '', found)
  return [...found.values()]
}

/** @param {string} root */
function hierarchyIn(root) {
  // Only the root of version 2 has this file (cgroups(7)).
  if (fs.existsSync(path.join(root, 'cgroup.controllers'))) return root
  const version1 = path.join(root, 'pids')
  if (fs.existsSync(path.join(version1, 'cgroup.procs'))) return version1
  throw new Error(`${root} has no control groups that count PIDs`)
}

/**
 * @param {string} top
 * @param {string} group the path of a group below it
 * @param {Map<string, Group>} found
 */
function walk(top, group, found) {
  const identity = containerOf(group)
  const { container, pod } = identity
  const key = container || pod
  // A pod may have more groups further down.
  if (key !== '' && !found.has(key)) {
    const folder = path.join(top, group)
    const pids = numberIn(path.join(folder, 'pids.current'))
    const limit = numberIn(path.join(folder, 'pids.max'))
    if (pids !== null) found.set(key, { ...identity, pids, limit })
  }
  if (container !== '') return
  for (const name of foldersIn(path.join(top, group))) walk(top, `${group}/${name}`, found)
}

/**
 * @param {string} file
 * @returns {number | null} null for "max", and when the file cannot be read
 */
function numberIn(file) {
  try {
    const text = fs.readFileSync(file, 'utf8').trim()
    return /^\d+$/.test(text) ? Number(text) : null
  } catch (error) {
    if (isOutOfDescriptors(error)) throw error
    // The group has gone, or does not count PIDs.
    return null
  }
}

/** @param {string} folder */
function foldersIn(folder) {
  try {
    return fs
      .readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name)
  } catch (error) {
    if (isOutOfDescriptors(error)) throw error
    // The group has gone.
    return []
  }
}

module.exports = { pidsOfGroups }
