'use strict'

const { binding } = require('../native/binding')
const { hasLibuv } = require('../support/runtime')
const { shared } = require('../support/shared')
const { setImmediate } = require('./clocks')

/** @typedef {import('../native/binding').Binding} Binding */

/**
 * Starts the one watch of SIGCHLD, which all watchers share. In Node it is a handle of libuv. The
 * watch belongs to the copy of this package that watches first. It ends with the last watcher, so
 * that it does not keep the context of a copy that Jest loaded.
 */
function hearing() {
  /** @type {Set<() => void>} */
  const watchers = new Set()
  const native = source()
  let scheduled = false
  // Handles each burst once, because signals coalesce. Waits for the runtime first. In Node, libuv's
  // own handler runs in the same phase of the loop. So when setImmediate() calls back, libuv has
  // reaped all of its children that have died so far.
  function onSignal() {
    if (scheduled) return
    scheduled = true
    setImmediate(() => {
      scheduled = false
      // Calls a copy of the list: a callback may add or remove a watcher.
      ;[...watchers].forEach((onBurst) => onBurst())
    }).unref()
  }
  return {
    watchers,
    listen: () => native.watchSigchld(onSignal),
    unwatch: native.unwatchSigchld,
    lastTurn: native.lastTurn,
  }
}

/** @returns {Pick<Binding, 'lastTurn' | 'unwatchSigchld' | 'watchSigchld'>} */
function source() {
  return hasLibuv ? /** @type {Binding} */ (binding) : require('./without-libuv')
}

class Sigchld {
  #onBurst

  /** @param {() => void} onBurst called once for each burst of deaths; must not throw */
  constructor(onBurst) {
    this.#onBurst = onBurst
  }

  /** Starts the watch. A second call renews a listener that the application has removed. */
  watch() {
    const all = shared()
    all.sigchld ??= hearing()
    all.sigchld.watchers.add(this.#onBurst)
    all.sigchld.listen()
  }

  stop() {
    const all = shared()
    const { sigchld } = all
    if (!sigchld?.watchers.delete(this.#onBurst) || sigchld.watchers.size > 0) return
    all.sigchld = undefined
    sigchld.unwatch()
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
