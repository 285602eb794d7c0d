'use strict'

const { now, setImmediate } = require('../loop/clocks')

// After this time, in ms, the event loop gets a turn.
const SLICE = 2

// How many processes are looked at before the clock is. A zombie takes up to 40 us.
const CHUNK = 32

/** Work in slices, with a turn of the event loop between two of them. */
class Slices {
  count = 1
  #before = 0
  #start = now()

  /** The time that the work has taken, without the turns between, in ms. */
  get duration() {
    return this.#before + now() - this.#start
  }

  /**
   * Does the work for all PIDs, some at a time.
   * @param {ArrayLike<number>} pids
   * @param {(pids: Int32Array) => void} work
   */
  async each(pids, work) {
    const all = Int32Array.from(pids)
    for (let at = 0; at < all.length; at += CHUNK) {
      if (now() - this.#start >= SLICE) await this.#turn()
      work(all.subarray(at, at + CHUNK))
    }
  }

  async #turn() {
    this.#before = this.duration
    // The immediate keeps the process alive: the scrape is not over.
    await new Promise((resolve) => {
      setImmediate(() => resolve(undefined))
    })
    this.#start = now()
    this.count++
  }
}

module.exports = { Slices }
