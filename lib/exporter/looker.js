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
    const worker = (this.#worker ??= this.#start())
    worker.postMessage('look')
    // An idle Worker must not keep the process alive, when no address is free.
    worker.ref()
    try {
      // Rejects when the Worker ends with an error, such as too little memory.
      const [{ sight, error }] = await once(worker, 'message')
      if (error !== undefined) throw new Error(error)
      return sight
    } finally {
      worker.unref()
    }
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
