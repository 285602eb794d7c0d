'use strict'

// Where a function of the package may be called: in the main thread, and in Node.

const { withCode } = require('../support/errors')
const { binding } = require('./binding')

// Neither changes while this copy of the module lives: a Worker loads its own. The kernel gives
// orphans to the leader thread (kernel/exit.c, find_alive_thread), and `isMainThread` of Node says
// where Node's main program runs, which an embedder may have started in another thread.
const isLeaderThread = binding === null || binding.isMainThread()
const otherRuntime = process.versions.bun ? 'Bun' : process.versions.deno ? 'Deno' : null

/**
 * Throws in a Worker.
 * @param {string} caller
 */
function requireMainThread(caller) {
  if (isLeaderThread) return
  throw withCode(
    new Error(
      `${caller} was called in a Worker, but the kernel gives orphans to the main thread and a Worker cannot see them. Call it in the main thread`,
    ),
    'ERR_ZOMBIE_REAPER_NOT_MAIN_THREAD',
  )
}

/**
 * Throws where libuv's functions must not be called, though they may seem to be there.
 * @param {string} caller
 * @param {string} [otherwise] what else can be done
 */
function requireNode(caller, otherwise = '') {
  if (otherRuntime === null) return
  throw withCode(
    new Error(
      `${otherRuntime} cannot be asked which children it waits for, so ${caller} would have to guess. Use Node.js${otherwise}`,
    ),
    'ERR_ZOMBIE_REAPER_UNSUPPORTED_RUNTIME',
  )
}

module.exports = { isLeaderThread, requireMainThread, requireNode }
