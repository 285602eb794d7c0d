'use strict'

const { baselinePath } = require('../baselines')
const { startNodeWorker, startWorker } = require('../worker')
const { atMost } = require('../thresholds')

/** @typedef {import('../measure').Case} Case */

const peers = [
  {
    name: 'itself with an empty heap',
    start: () => startNodeWorker('make-zombie.js', ['nothing']),
  },
]

// V8 keeps a GiB of objects in so many mappings. The kernel visits each mapping at the exit of a
// process that shares the memory (kernel/acct.c, acct_collect).
const MAPPINGS = 4200

/** @type {Case[]} */
module.exports = [
  {
    what: 'makeZombie() with 1 GiB in one Buffer',
    unit: 'µs',
    rounds: 21,
    startOurs: () => startNodeWorker('make-zombie.js', ['buffer']),
    peers,
    target: atMost(1.2),
  },
  {
    what: 'makeZombie() with a 1 GiB heap of objects',
    unit: 'µs',
    rounds: 21,
    startOurs: () =>
      startNodeWorker('make-zombie.js', ['objects'], { flags: ['--max-old-space-size=2048'] }),
    peers,
    limit: {
      name: `vfork(2) and _exit(2) in C with ${MAPPINGS.toLocaleString('en')} mappings`,
      start: () => startWorker(baselinePath('mappings'), [MAPPINGS]),
    },
    target: atMost(1.5),
    cause: 'The time is that of the limit and of an empty heap together. Other load raises both.',
  },
]
