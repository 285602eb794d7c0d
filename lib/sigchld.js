'use strict'

const { setImmediate } = require('./clocks')
const { binding } = require('./native')
const { shared } = require('./shared')

// One handle of libuv's however many watch, that of the copy of this package which was first: Jest
// loads the native part once, and this file again for each test file.
const { watchers, watch, unwatch } = (shared.sigchld ??= hearing(new Set()))

/** @param {Set<() => void>} all those that watch */
function hearing(all) {
  let scheduled = false
  // Each burst once, after libuv has had its turn: signals coalesce, and libuv's own handler runs in
  // the same phase of the loop as ours, so by the time of setImmediate it has waited for all of its
  // children that have died so far.
  function onSignal() {
    if (scheduled) return
    scheduled = true
    setImmediate(() => {
      scheduled = false
      // Of those that watch now: one may stop, or another one start, from within.
      ;[...all].forEach((onBurst) => onBurst())
    }).unref()
  }
  return {
    watchers: all,
    watch: () => binding?.watchSigchld(onSignal),
    unwatch: () => binding?.unwatchSigchld(),
  }
}

class Sigchld {
  #onBurst

  /** @param {() => void} onBurst called once for each burst of deaths; must not throw */
  constructor(onBurst) {
    this.#onBurst = onBurst
  }

  watch() {
    if (watchers.size === 0) watch()
    watchers.add(this.#onBurst)
  }

  stop() {
    if (watchers.delete(this.#onBurst) && watchers.size === 0) unwatch()
  }
}

module.exports = { Sigchld }
