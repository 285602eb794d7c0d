'use strict'

// The one place that knows the runtimes. Node has libuv, which knows the children that it waits
// for. Bun and Deno hold a pidfd for each child until they have waited for the child.

const { binding } = require('./binding')

/** @type {'Bun' | 'Deno' | null} the runtime without libuv; null in Node */
const otherRuntime = process.versions.bun ? 'Bun' : process.versions.deno ? 'Deno' : null

// Comes before any other call of the addon. libuv's functions must not be called elsewhere: Bun
// exports them, and ends the process when one is called.
if (otherRuntime !== null) binding?.claimByPidfds()

/** @type {boolean | undefined} undefined as long as it is not known */
let usable = otherRuntime === 'Deno' ? undefined : true

/**
 * Says whether the package can know which children the runtime waits for. Without pidfds Deno waits
 * on its event loop, where no other code can see it. Bun then waits in a thread of its own.
 * @returns {boolean}
 * @throws `EMFILE` when too few file descriptors are left to know
 */
function areClaimsKnown() {
  usable ??= /** @type {import('./binding').Binding} */ (binding).arePidfdsUsable()
  return usable
}

module.exports = { areClaimsKnown, otherRuntime }
