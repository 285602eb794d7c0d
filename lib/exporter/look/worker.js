'use strict'

// The Worker that looks, so that the event loop of the main thread stays free for requests.

const { parentPort, workerData } = require('node:worker_threads')

const { Looks } = require('./look')

const port = /** @type {import('node:worker_threads').MessagePort} */ (parentPort)
const looks = new Looks(workerData.root)

port.on('message', () => {
  try {
    port.postMessage({ sight: looks.take() })
  } catch (error) {
    port.postMessage({ error: /** @type {Error} */ (error).message })
  }
})
