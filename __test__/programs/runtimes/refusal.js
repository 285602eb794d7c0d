'use strict'

// Prints the messages of the functions that need to know the children of the runtime.

const { createJob, orphans, reap, reapOrphans, startReaper, zombies } = require('../../..')

/** @param {() => unknown} work */
async function messageOf(work) {
  try {
    await work()
    return ''
  } catch (error) {
    return /** @type {Error} */ (error).message
  }
}

const functions = [reap, createJob, startReaper, reapOrphans, orphans, zombies]
void Promise.all(functions.map(messageOf)).then((messages) => console.log(JSON.stringify(messages)))
