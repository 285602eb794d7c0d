'use strict'

// Room: the zombies, in groups of one parent, and who must act. `ps`, `doctor` and `watch` use it.

const { QUARANTINE } = require('../../support/delays')
const { readStat } = require('../../proc/files')
const { isOutOfDescriptors } = require('../../support/errors')
const { zombiesOfProc } = require('./fallback')
const { groupsOf } = require('./groups')
const native = require('./native')
const { visibilityOfProc } = require('./visibility')

/** @typedef {import('./groups').Zombie} Zombie */

// A reaper in the parent may leave a zombie for its quarantine. Only a zombie that stays longer has
// a parent that does not wait.
const PATIENCE = QUARANTINE.default + 20

// How many zombies of a group are looked at again. Bounds the time with thousands of zombies.
const SAMPLE = 200

const INTERVAL = 20

/**
 * @returns {Zombie[]} what /proc shows now
 * @throws where /proc shows nothing of this PID namespace, and when no file descriptor is left
 */
function zombiesNow() {
  if (process.platform !== 'linux')
    throw new Error(
      `this command works on Linux only, and this is ${process.platform}. Run it in the container`,
    )
  const visibility = visibilityOfProc()
  if (visibility === 'missing') throw new Error('/proc is missing, so no process can be seen')
  if (visibility === 'foreign')
    throw new Error('/proc shows another PID namespace. Mount a /proc of this one')
  const { value, error } = native.zombies()
  if (isOutOfDescriptors(error)) throw error
  return value ?? zombiesOfProc()
}

/**
 * Finds the zombies, and looks again: a zombie that is gone soon is nobody's fault.
 *
 * The first look is over when this function returns its promise. Call it early, and do other work
 * before you await the promise.
 */
async function look() {
  const start = performance.now()
  const groups = groupsOf(zombiesNow())
  // With thousands of processes the look itself takes long. A zombie may have died at its end.
  const end = Math.max(start + PATIENCE, performance.now() + QUARANTINE.default)
  while (lookAgain(groups)) {
    const left = end - performance.now()
    if (left <= 0) break
    await new Promise((resolve) => {
      setTimeout(resolve, Math.min(INTERVAL, left))
    })
  }
  return groups
}

/**
 * Notes which groups still have a zombie.
 * @param {import('./groups').Group[]} groups
 * @returns {boolean} whether any has
 */
function lookAgain(groups) {
  for (const group of groups) group.stays &&= group.zombies.slice(0, SAMPLE).some(isStillThere)
  return groups.some(({ stays }) => stays)
}

/** @param {Zombie} zombie */
function isStillThere({ pid, ppid }) {
  const stat = readStat(pid)
  return stat !== null && stat.state === 'Z' && stat.ppid === ppid
}

module.exports = { PATIENCE, look, zombiesNow }
