'use strict'

// The main thread's end of a Worker that starts children.

const path = require('node:path')
const { Worker } = require('node:worker_threads')

/** @typedef {{ pid: number, status: number }} Ended */

class Team {
  #worker
  #calls = 0
  /** @type {Map<number, (answer: any) => void>} */
  #answers = new Map()

  /**
   * @param {string} fate the path of the program that the Worker starts
   * @param {(ended: Ended) => void} onEnd
   */
  constructor(fate, onEnd) {
    this.#worker = new Worker(path.join(__dirname, 'worker.js'), { workerData: fate })
    this.#worker.on('message', ({ id, ended, ...rest }) => {
      if (ended === undefined) this.#answers.get(id)?.(rest)
      else onEnd({ pid: ended, ...rest })
    })
  }

  /**
   * @param {'spawn' | 'sync' | 'ping'} how
   * @param {string} [end]
   * @returns {Promise<Ended>}
   */
  ask(how, end) {
    const id = this.#calls++
    return new Promise((resolve) => {
      this.#answers.set(id, resolve)
      this.#worker.postMessage({ id, how, end })
    })
  }

  terminate() {
    return this.#worker.terminate()
  }
}

module.exports = { Team }
