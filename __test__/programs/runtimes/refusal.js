'use strict'

// Prints the messages of two functions that need to know the children of the runtime.

const { createJob, reap } = require('../../..')

/** @param {() => unknown} work */
function messageOf(work) {
  try {
    work()
    return ''
  } catch (error) {
    return /** @type {Error} */ (error).message
  }
}

console.log(JSON.stringify([messageOf(reap), messageOf(createJob)]))
