'use strict'

// Checks of the caller: many functions need the main thread, and Node rather than Bun or Deno.

const { withCode } = require('../support/errors')
const { binding } = require('./binding')

// Both values are constant for this copy of the module, because a Worker loads its own copy. The
// kernel gives orphans to the leader thread (kernel/exit.c, find_alive_thread). Node's
// `isMainThread` means the thread of Node's main program. An embedder may start that program in
// another thread.
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
      `${caller} was called in a Worker. The kernel gives orphans to the main thread, and a Worker cannot reap them. Call ${caller} in the main thread`,
    ),
    'ERR_ZOMBIE_REAPER_NOT_MAIN_THREAD',
  )
}

/**
 * Throws in Bun and Deno. libuv's functions must not be called there, even if they seem to exist.
 * @param {string} caller
 * @param {string} [otherwise] an alternative for the message
 */
function requireNode(caller, otherwise = '') {
  if (otherRuntime === null) return
  throw withCode(
    new Error(
      `${caller} needs to know which children ${otherRuntime} waits for, and ${otherRuntime} cannot tell. Use Node.js${otherwise}`,
    ),
    'ERR_ZOMBIE_REAPER_UNSUPPORTED_RUNTIME',
  )
}

module.exports = { isLeaderThread, requireMainThread, requireNode }
