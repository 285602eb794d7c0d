'use strict'

const { binding } = require('../native/binding')
const { shared } = require('../support/shared')
const { setImmediate } = require('./clocks')

/**
 * Opens the one SIGCHLD handle of libuv, which all watchers share. It belongs to the copy of this
 * package that watches first. It is closed with the last watcher, so that it does not keep the
 * context of a copy that Jest loaded.
 */
function hearing() {
  /** @type {Set<() => void>} */
  const watchers = new Set()
  const native = /** @type {import('../native/binding').Binding} */ (binding)
  let scheduled = false
  // Handles each burst once, because signals coalesce. Waits for libuv first: libuv's own handler
  // runs in the same phase of the loop. So when setImmediate() calls back, libuv has reaped all of
  // its children that have died so far.
  native.watchSigchld(() => {
    if (scheduled) return
    scheduled = true
    setImmediate(() => {
      scheduled = false
      // Calls a copy of the list: a callback may add or remove a watcher.
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
 * Says when the last whole turn of the event loop began. Other code that waits for children on the
 * loop has had a turn since.
 * @returns {number} on the clock of `now()`; 0 without a watcher
 */
function lastTurn() {
  return shared().sigchld?.lastTurn() ?? 0
}

module.exports = { Sigchld, lastTurn }
