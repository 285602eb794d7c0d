'use strict'

/**
 * Calls back once for each burst of SIGCHLD, after libuv has had its turn.
 *
 * Signals coalesce, and libuv's own handler runs in the same phase of the loop as ours: by the time
 * of setImmediate it has waited for all of its children that have died so far. Node never keeps a
 * process alive for a signal listener.
 */
class Sigchld {
  #scheduled = false
  #watching = false
  /** @type {() => void} */
  #onBurst

  /** @param {() => void} onBurst */
  constructor(onBurst) {
    this.#onBurst = onBurst
  }

  #onSignal = () => {
    if (this.#scheduled) return
    this.#scheduled = true
    setImmediate(() => {
      this.#scheduled = false
      if (this.#watching) this.#onBurst()
    })
  }

  /** Starts, or starts again when the application has removed every listener of the signal. */
  watch() {
    this.#watching = true
    if (!process.listeners('SIGCHLD').includes(this.#onSignal)) {
      process.on('SIGCHLD', this.#onSignal)
    }
  }

  stop() {
    this.#watching = false
    process.removeListener('SIGCHLD', this.#onSignal)
  }
}

module.exports = { Sigchld }
