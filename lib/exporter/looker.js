'use strict'

const { once } = require('node:events')
const path = require('node:path')
const { Worker } = require('node:worker_threads')

/** Looks at the machine in a Worker. */
class Looker {
  #root
  /** @type {Worker | undefined} */
  #worker

  /** @param {string} root where the control groups are mounted */
  constructor(root) {
    this.#root = root
  }

  /**
   * One look at a time.
   * @returns {Promise<import('./look/look').Sight>} rejects when the look fails
   */
  async look() {
    this.#worker ??= this.#start()
    this.#worker.postMessage('look')
    // Rejects when the Worker ends with an error, such as too little memory.
    const [{ sight, error }] = await once(this.#worker, 'message')
    if (error !== undefined) throw new Error(error)
    return sight
  }

  #start() {
    const worker = new Worker(path.join(__dirname, 'look/worker.js'), {
      workerData: { root: this.#root },
    })
    // The next look starts another Worker.
    worker.on('error', () => {
      this.#worker = undefined
    })
    return worker
  }
}

module.exports = { Looker }
