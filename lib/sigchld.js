'use strict'

const { setImmediate } = require('./timers')

/** @type {Set<() => void>} */
const watchers = new Set()
let scheduled = false

// One listener however many watch, and each burst once, after libuv has had its turn: signals
// coalesce, and libuv's own handler runs in the same phase of the loop as ours, so by the time of
// setImmediate it has waited for all of its children that have died so far. Node never keeps a
// process alive for a signal listener.
function onSignal() {
  if (scheduled) return
  scheduled = true
  setImmediate(() => {
    scheduled = false
    // Of those that watch now: one may stop, or another one start, from within.
    ;[...watchers].forEach((onBurst) => onBurst())
  })
}

class Sigchld {
  #onBurst

  /** @param {() => void} onBurst called once for each burst of deaths; must not throw */
  constructor(onBurst) {
    this.#onBurst = onBurst
  }

  /** Starts, or starts again when the application has removed every listener of the signal. */
  watch() {
    watchers.add(this.#onBurst)
    // First, so that one of the application that throws costs us nothing.
    if (!process.listeners('SIGCHLD').includes(onSignal)) {
      process.prependListener('SIGCHLD', onSignal)
    }
  }

  stop() {
    watchers.delete(this.#onBurst)
    if (watchers.size === 0) process.removeListener('SIGCHLD', onSignal)
  }
}

module.exports = { Sigchld }
