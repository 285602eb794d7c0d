'use strict'

// A preload: the first Worker of the process ends with an error at its second look.

const { isMainThread, parentPort, threadId } = require('node:worker_threads')

if (!isMainThread && threadId === 1) {
  const port = /** @type {import('node:worker_threads').MessagePort} */ (parentPort)
  let looks = 0
  port.on('message', () => {
    looks++
    if (looks !== 2) return
    // The other listeners still run, and must not answer first.
    Object.assign(port, { postMessage() {} })
    throw new Error('the Worker fails')
  })
}
