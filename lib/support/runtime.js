'use strict'

/** The name of the runtime that runs this program. */
const runtime = process.versions.bun ? 'Bun' : process.versions.deno ? 'Deno' : 'Node.js'

module.exports = { runtime }
