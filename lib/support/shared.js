'use strict'

// What all copies of this package in this process have in common: two versions in one node_modules, or
// the copies that Jest loads into a context of its own for each test file. The kernel has one list of
// zombies for all of them.

// `globalThis` is another object in each context (node:vm). A module of Node's own is one for all.
const { EventEmitter } = require('node:events')

const { withCode } = require('./errors')

/**
 * @typedef {object} Shared
 * @property {number} layout which of these properties there are, and what they mean
 * @property {Map<number, { startTicks: number, since: number }>} ledger zombies that nobody has
 *   claimed yet, by PID. The start time tells a PID's next owner from it.
 * @property {number} lastSighting when a zombie was last seen for the first time
 * @property {Set<{ reaped: (process: import('../..').ReapedProcess) => void, names: boolean }>} subscribers
 *   who wants to know what was reaped, and whether by name
 * @property {{ watchers: Set<() => void>, unwatch: () => void, lastTurn: () => number } | undefined} sigchld
 *   what hears of deaths, while somebody watches
 * @property {any} reaper the one that runs
 */

const LAYOUT = 1
const KEY = Symbol.for('zombie-reaper')

/**
 * Throws when another copy has shared something else.
 * @returns {Shared}
 */
function shared() {
  const place = /** @type {{ [KEY]?: Shared }} */ (/** @type {unknown} */ (EventEmitter))
  const found = place[KEY]
  if (found?.layout === LAYOUT) return found
  if (found !== undefined) throw otherLayout()
  /** @type {Shared} */
  const made = {
    layout: LAYOUT,
    ledger: new Map(),
    lastSighting: -Infinity,
    subscribers: new Set(),
    sigchld: undefined,
    reaper: undefined,
  }
  Object.defineProperty(EventEmitter, KEY, { value: made })
  return made
}

function otherLayout() {
  return withCode(
    new Error(
      'This process has loaded another version of zombie-reaper, which this one cannot work with. Run `npm ls zombie-reaper`, and install one version of it',
    ),
    'ERR_ZOMBIE_REAPER_OTHER_VERSION',
  )
}

module.exports = { shared }
