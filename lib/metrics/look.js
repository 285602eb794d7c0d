'use strict'

// What a scrape finds. Every gauge of one scrape shares one look.

const { withReapers } = require('../inspect/zombies')
const { binding } = require('../native/binding')
const { requireClaims } = require('../native/guards')
const { livingAmong, unclaimedChildren } = require('../proc/orphans')
const { isReadable } = require('../proc/table')
const { quarantined } = require('../reap/quarantine')
const { isOutOfDescriptors } = require('../support/errors')
const { figureOf } = require('./figures')
const { Slices } = require('./slices')

/** @typedef {import('../native/binding').Binding} Binding */

/**
 * The value of each figure, by its name. A figure with an attribute has a value for each value of
 * the attribute. A figure without an entry could not be known.
 * @typedef {Map<string, number | Record<string, number>>} Look
 */

/** @type {Promise<Look> | undefined} */
let current

/**
 * Looks, or returns the look that is under way. A client calls back for each gauge of a scrape in
 * one go.
 * @returns {Promise<Look>} never rejects
 */
function look() {
  current ??= newLook().finally(() => {
    current = undefined
  })
  return current
}

/** @returns {Promise<Look>} */
async function newLook() {
  /** @type {Look} */
  const found = new Map()
  const slices = new Slices()
  const reasons = zeros('zombie_reaper_scrape_incomplete')
  for (const part of [limitOfPids, inQuarantine, processes]) {
    try {
      for (const [name, value] of await part(slices)) found.set(name, value)
    } catch (error) {
      reasons[reasonOf(/** @type {NodeJS.ErrnoException} */ (error))] = 1
    }
  }
  found.set('zombie_reaper_scrape_incomplete', reasons)
  found.set('zombie_reaper_scrape_slices', slices.count)
  found.set('zombie_reaper_scrape_duration_seconds', slices.duration / 1000)
  return found
}

/** @returns {[string, number][]} */
function limitOfPids() {
  const usage = native().pidLimit()
  if (usage === null) return []
  const { tasks, limit } = usage
  return [
    ['zombie_reaper_pids_used', tasks],
    ['zombie_reaper_pids_limit', limit],
    // A limit may be lowered below the number of tasks that it counts.
    ['zombie_reaper_pids_headroom', Math.max(0, limit - tasks)],
  ]
}

/** @returns {[string, number][]} */
function inQuarantine() {
  return [['zombie_reaper_quarantined', quarantined()]]
}

/**
 * @param {InstanceType<typeof Slices>} slices
 * @returns {Promise<[string, number | Record<string, number>][]>}
 */
async function processes(slices) {
  requireClaims('The metrics')
  const zombies = zeros('zombie_reaper_zombies')
  await slices.each(native().listPids(), (pids) => {
    for (const { reaper } of withReapers(native().zombiesAmong(pids))) zombies[reaper]++
  })
  let orphans = 0
  await slices.each(unclaimedChildren(), (pids) => {
    orphans += livingAmong([...pids]).length
  })
  // Without a descriptor, living orphans seem to be gone. /proc itself is there: it was listed.
  if (!isReadable()) throw Object.assign(new Error('No descriptor is left'), { code: 'EMFILE' })
  return [
    ['zombie_reaper_zombies', zombies],
    ['zombie_reaper_orphans', orphans],
  ]
}

/** @param {NodeJS.ErrnoException} error */
function reasonOf(error) {
  const { code } = error
  if (isOutOfDescriptors(error)) return 'no-descriptor'
  if (code === 'ERR_ZOMBIE_REAPER_NO_PROC') return 'no-proc'
  return code === 'ERR_ZOMBIE_REAPER_UNSUPPORTED_RUNTIME' ? 'no-pidfd' : 'other'
}

/**
 * @param {string} name of a figure with one attribute
 * @returns {Record<string, number>} 0 for each value of the attribute
 */
function zeros(name) {
  const [values] = Object.values(figureOf(name).attributes)
  return Object.fromEntries(values.map((value) => [value, 0]))
}

/** @returns {Binding} */
function native() {
  return /** @type {Binding} */ (binding)
}

module.exports = { look }
