'use strict'

const { startNodeWorker } = require('../worker')
const { atMost } = require('../thresholds')

/** @typedef {import('../measure').Case} Case */

const startPeer = () => startNodeWorker('make-zombie.js', ['nothing'])

/** @type {Case[]} */
module.exports = [
  {
    what: 'makeZombie() with 1 GiB in one Buffer',
    peer: 'itself with an empty heap',
    unit: 'us',
    rounds: 21,
    target: atMost(1.2),
    startOurs: () => startNodeWorker('make-zombie.js', ['buffer']),
    startPeer,
  },
  {
    what: 'makeZombie() with a 1 GiB heap of objects',
    peer: 'itself with an empty heap',
    unit: 'us',
    rounds: 21,
    target: atMost(1.2),
    startOurs: () =>
      startNodeWorker('make-zombie.js', ['objects'], { flags: ['--max-old-space-size=2048'] }),
    startPeer,
    cause:
      'The memory is not copied, nor does its size matter (see the case with a Buffer). But V8 keeps a GiB of objects in ' +
      'about 4,200 mappings, and the kernel visits each mapping at the exit of any process that shares them, about 20 ns ' +
      'each (kernel/acct.c, acct_collect; found with perf; built into the kernels of all usual distributions). ' +
      'A C program with 4,000 mappings and a bare vfork() and _exit() pays the same. A fork() would copy all of them, in 5 ms.',
  },
]
