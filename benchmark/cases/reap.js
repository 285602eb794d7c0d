'use strict'

const { baselinePath } = require('../baselines')
const { startNodeWorker, startWorker } = require('../worker')
const { atMost, atMostMore } = require('../thresholds')

/** @typedef {import('../measure').Case} Case */

const claims = require.resolve('../workers/claims.js')

/** @param {number} sockets */
function startInBun(sockets) {
  return startWorker(require.resolve('bun/bin/bun.exe'), [claims, sockets])
}

const PEER = 'C, waitpid(-1, WNOHANG)'

const NOISE =
  'Both sides make one wait call for each zombie. The fastest rounds differ by 2%, and the others by the load of the machine.'

const THREADS = 'Each thread of Node costs three system calls, about 6 µs.'

/** @type {Case[]} */
module.exports = [
  {
    what: 'reap() of one zombie, for which a thread might wait',
    unit: 'µs',
    rounds: 201,
    target: atMostMore(60, 'µs'),
    startOurs: () => startNodeWorker('one.js', ['reap()', 0]),
    peers: [
      { name: 'reap({ steal: true })', start: () => startNodeWorker('one.js', ['waitpid(-1)', 0]) },
    ],
    cause: THREADS,
  },
  {
    what: 'reap() of one zombie, for which a thread might wait, 8 busy Workers',
    unit: 'µs',
    rounds: 101,
    target: atMostMore(1000, 'µs'),
    startOurs: () => startNodeWorker('one.js', ['reap()', 8]),
    peers: [
      { name: 'reap({ steal: true })', start: () => startNodeWorker('one.js', ['waitpid(-1)', 0]) },
    ],
    cause: 'A busy Worker sometimes keeps the processor. The call itself takes 0.8 ms.',
  },
  {
    what: 'reap() of 5,000 zombies, nothing owned',
    unit: 'ms',
    rounds: 21,
    target: atMost(1.1),
    startOurs: () => startNodeWorker('reap.js', [5000, 0]),
    peers: [{ name: PEER, start: () => startWorker(baselinePath('reap'), [5000, 0]) }],
    cause: NOISE,
  },
  {
    what: 'reap() of 5,000 zombies, 100 owned children alive',
    unit: 'ms',
    rounds: 21,
    target: atMost(1.1),
    startOurs: () => startNodeWorker('reap.js', [5000, 100]),
    peers: [
      {
        name: `${PEER}, 100 children alive`,
        start: () => startWorker(baselinePath('reap'), [5000, 100]),
      },
    ],
    cause: NOISE,
  },
  {
    what: 'reap() of 1,000 zombies, 2,000 owned children alive, an owned zombie in the way',
    unit: 'ms',
    rounds: 15,
    target: atMost(0.2),
    startOurs: () => startNodeWorker('reap.js', [1000, 2000, 'owned-zombie']),
    peers: [
      {
        name: `${PEER}, 2,000 children alive`,
        start: () => startWorker(baselinePath('reap'), [1000, 2000]),
      },
    ],
  },
  {
    what: 'reap() of one zombie in Bun, 10,000 sockets open',
    unit: 'ms',
    rounds: 31,
    target: atMostMore(5, 'ms'),
    startOurs: () => startInBun(10_000),
    peers: [{ name: 'the same without sockets', start: () => startInBun(0) }],
  },
]
