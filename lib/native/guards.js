'use strict'

// Checks of the caller: many functions need the main thread, and must know whose child is whose.

const { withCode } = require('../support/errors')
const { runtime } = require('../support/runtime')
const { binding } = require('./binding')

// Both values are constant for this copy of the module, because a Worker loads its own copy. The
// kernel gives orphans to the leader thread (kernel/exit.c, find_alive_thread). Node's
// `isMainThread` means the thread of Node's main program. An embedder may start that program in
// another thread.
const isLeaderThread = binding === null || binding.isMainThread()

/** @type {boolean | undefined} undefined as long as it is not known */
let hasPidfds

/**
 * Says whether the package can know which children the runtime waits for. Without pidfds Deno waits
 * on its event loop, where no other code can see it. Bun then waits in a thread of its own.
 * @returns {boolean}
 * @throws `EMFILE` when too few file descriptors are left to know
 */
function areClaimsKnown() {
  if (runtime !== 'Deno') return true
  hasPidfds ??= /** @type {import('./binding').Binding} */ (binding).arePidfdsUsable()
  return hasPidfds
}

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
 * Throws where the runtime's children cannot be told from orphans.
 * @param {string} caller
 * @param {string} [otherwise] an alternative for the message
 */
function requireClaims(caller, otherwise = '') {
  if (areClaimsKnown()) return
  throw withCode(
    new Error(
      `${caller} needs to know which children ${runtime} waits for. Without pidfds ${runtime} cannot tell. Run on Linux 5.10 or later, and allow pidfd_open where a seccomp filter or a sandbox refuses it. Or use Node.js${otherwise}`,
    ),
    'ERR_ZOMBIE_REAPER_UNSUPPORTED_RUNTIME',
  )
}

module.exports = { isLeaderThread, requireClaims, requireMainThread }
