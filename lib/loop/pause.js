'use strict'

const { clearTimeout, now, setImmediate, setTimeout } = require('./clocks')
const { Sigchld } = require('./sigchld')

// How often to check whether a process that is not our child has ended, in ms. The kernel sends no
// signal for such a process.
const LOOK_INTERVAL = 20

function nothing() {}

/**
 * Waits for a time, or until a child dies. Keeps the process alive meanwhile.
 *
 * Each wait ends after the poll phase of the loop. In this phase libuv and other code that waits
 * for children on the loop have had a turn.
 */
class Pause {
  #childDied = nothing
  #sigchld = new Sigchld(() => this.#childDied())

  constructor() {
    this.#sigchld.watch()
  }

  /**
   * Waits until a child dies, or until the time is over.
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
   * Waits for one turn, so the event loop can handle other events.
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
