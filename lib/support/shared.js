'use strict'

// The state that all copies of this package in this process share. A process may load two versions
// from one node_modules. Jest loads a copy for each test file, each in its own context. The kernel
// has one list of zombies for all copies.

// Each context has its own `globalThis` (node:vm). All contexts share the modules of Node itself.
const { EventEmitter } = require('node:events')

const { withCode } = require('./errors')

/**
 * A zombie that waits to be taken.
 * @typedef {object} Zombie
 * @property {number} startTicks shows PID reuse
 * @property {number} since the time of its first sighting
 * @property {boolean} isOrphan whether no thread of this process has started it, for certain
 * @property {number} retryAt the time before which it stays, because a thread may be about to take
 *   it
 *
 * @typedef {object} Shared
 * @property {number} layout version of this type: which properties exist, and what they mean
 * @property {Map<number, Zombie>} ledger unclaimed zombies, by PID
 * @property {number} lastSighting the time of the last first sighting of a zombie
 * @property {Set<{ reaped: (process: import('../..').ReapedProcess) => void, names: boolean }>} subscribers
 *   callbacks for each reaped process; `names`: whether the subscriber wants names
 * @property {{ watchers: Set<() => void>, listen: () => void, unwatch: () => void, lastTurn: () => number } | undefined} sigchld
 *   the watch of SIGCHLD and its watchers; undefined without a watcher
 * @property {any} reaper the running reaper
 * @property {WeakMap<object, any>} meters the running figures of each meter of OpenTelemetry
 */

const LAYOUT = 1
const KEY = Symbol.for('zombie-reaper')

/**
 * Returns the shared state. The first call in a process creates it.
 * @returns {Shared}
 * @throws `ERR_ZOMBIE_REAPER_OTHER_VERSION` when another copy has shared a state of another layout.
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
    meters: new WeakMap(),
  }
  Object.defineProperty(EventEmitter, KEY, { value: made })
  return made
}

function otherLayout() {
  return withCode(
    new Error(
      'This process has loaded two versions of zombie-reaper that cannot work together. Find both with `npm ls zombie-reaper`, and install only one version',
    ),
    'ERR_ZOMBIE_REAPER_OTHER_VERSION',
  )
}

module.exports = { shared }
