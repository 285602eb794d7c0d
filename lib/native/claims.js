'use strict'

// How the package knows which children the runtime waits for. Node has libuv, which can be asked.
// Bun and Deno hold a pidfd for each child until they have waited for the child.

const { runtime } = require('../support/runtime')
const { binding } = require('./binding')

const hasLibuv = runtime === 'Node.js'

// Comes before any other call of the addon. libuv's functions must not be called elsewhere: Bun
// exports them, and ends the process when one is called.
if (!hasLibuv) binding?.claimByPidfds()

/** @type {boolean | undefined} undefined as long as it is not known */
let known = runtime === 'Deno' ? undefined : true

/**
 * Says whether the package can know which children the runtime waits for. Without pidfds Deno waits
 * on its event loop, where no other code can see it. Bun then waits in a thread of its own.
 * @returns {boolean}
 * @throws `EMFILE` when too few file descriptors are left to know
 */
function areClaimsKnown() {
  known ??= /** @type {import('./binding').Binding} */ (binding).arePidfdsUsable()
  return known
}

module.exports = { areClaimsKnown, hasLibuv }
