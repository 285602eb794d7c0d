'use strict'

const { binding } = require('../native/binding')
const { shared } = require('../support/shared')
const { setImmediate } = require('./clocks')

/**
 * One handle of libuv's however many watch: of the copy of this package that began. It ends with the last
 * of them, so that nothing keeps the context of a copy that Jest loaded.
 */
function hearing() {
  /** @type {Set<() => void>} */
  const watchers = new Set()
  const native = /** @type {import('../native/binding').Binding} */ (binding)
  let scheduled = false
  // Each burst once, after libuv has had its turn: signals coalesce, and libuv's own handler runs in
  // the same phase of the loop as ours, so by the time of setImmediate it has waited for all of its
  // children that have died so far.
  native.watchSigchld(() => {
    if (scheduled) return
    scheduled = true
    setImmediate(() => {
      scheduled = false
      // Of those that watch now: one may stop, or another one start, from within.
      ;[...watchers].forEach((onBurst) => onBurst())
    }).unref()
  })
  return { watchers, unwatch: native.unwatchSigchld, lastTurn: native.lastTurn }
}

class Sigchld {
  #onBurst

  /** @param {() => void} onBurst called once for each burst of deaths; must not throw */
  constructor(onBurst) {
    this.#onBurst = onBurst
  }

  watch() {
    const all = shared()
    all.sigchld ??= hearing()
    all.sigchld.watchers.add(this.#onBurst)
  }

  stop() {
    const all = shared()
    const { watchers, unwatch } = all.sigchld ?? {}
    if (!watchers?.delete(this.#onBurst) || watchers.size > 0) return
    all.sigchld = undefined
    unwatch?.()
  }
}

/**
 * @returns {number} when the last whole turn of the event loop began, on the clock of `now()`: since then
 *   whoever waits for children on the loop has had a turn. 0 while nobody watches.
 */
function lastTurn() {
  return shared().sigchld?.lastTurn() ?? 0
}

module.exports = { Sigchld, lastTurn }
