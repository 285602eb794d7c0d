'use strict'

// Loads the entry point that its argument names, and prints what the entry point has changed.

const events = /** @type {any} */ (require('node:events'))
const before = new Set(Object.keys(process.env))

require(`../../../${process.argv[2]}`)

console.log(
  JSON.stringify({
    reaper: events[Symbol.for('zombie-reaper')]?.reaper !== undefined,
    environment: Object.keys(process.env).filter((name) => !before.has(name)),
  }),
)
