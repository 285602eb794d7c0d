'use strict'

const { clearTimeout, now, setImmediate, setTimeout } = require('./clocks')
const { Sigchld } = require('./sigchld')

// How often to look for the end of a process that is no child of ours, in ms: the kernel does not
// tell of that.
const LOOK_INTERVAL = 20

function nothing() {}

/**
 * Waits for a time, and less when a child dies. The process stays alive meanwhile. Each wait ends after
 * the loop's poll phase, in which libuv, and whoever else waits for children there, had a turn.
 */
class Pause {
  #childDied = nothing
  #sigchld = new Sigchld(() => this.#childDied())

  constructor() {
    this.#sigchld.watch()
  }

  /**
   * @param {number} longest in ms
   * @param {number} shortest in ms, however many children die
   * @returns {Promise<void>}
   */
  for(longest, shortest = 0) {
    const end = now() + shortest
    return new Promise((resolve) => {
      const finish = () => setImmediate(resolve)
      let timer = setTimeout(finish, longest)
      this.#childDied = () => {
        clearTimeout(timer)
        this.#childDied = nothing
        const left = end - now()
        if (left <= 0) resolve()
        else timer = setTimeout(finish, left)
      }
    })
  }

  /**
   * Lets the event loop do what else there is to do.
   * @returns {Promise<void>}
   */
  aTurn() {
    return new Promise((resolve) => {
      setImmediate(resolve)
    })
  }

  stop() {
    this.#sigchld.stop()
  }
}

module.exports = { LOOK_INTERVAL, Pause }
