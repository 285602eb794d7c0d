'use strict'

const { baselinePath } = require('../baselines')
const { startNodeWorker, startWorker } = require('../worker')
const { atMost, atMostMore } = require('../thresholds')

/** @typedef {import('../measure').Case} Case */

const bun = require.resolve('bun/bin/bun.exe')
const claims = require.resolve('../workers/claims.js')

const PEER = 'C, waitpid(-1, WNOHANG)'

const NOISE =
  'One wait call a zombie on both sides (strace -c); ours also makes 5,000 objects, in 0.1 ms, 0.8 when their memory has to be faulted in. ' +
  'The rest is the kernel taking processes apart, which varies by half on a busy machine: the fastest rounds differ by 2%.'

const THREADS = 'Each of the threads of Node costs three system calls, 6 us (strace -c).'

/** @type {Case[]} */
module.exports = [
  {
    what: 'reap() of one zombie, for which a thread might wait',
    peer: 'reap({ steal: true })',
    unit: 'us',
    rounds: 201,
    target: atMostMore(60, 'us'),
    startOurs: () => startNodeWorker('one.js', ['reap()', 0]),
    startPeer: () => startNodeWorker('one.js', ['waitpid(-1)', 0]),
    cause: THREADS,
  },
  {
    what: 'reap() of one zombie, for which a thread might wait, 8 busy Workers',
    peer: 'reap({ steal: true })',
    unit: 'us',
    rounds: 101,
    target: atMostMore(1000, 'us'),
    startOurs: () => startNodeWorker('one.js', ['reap()', 8]),
    startPeer: () => startNodeWorker('one.js', ['waitpid(-1)', 0]),
    cause: 'A busy Worker keeps the processor now and then. The call itself takes 0.8 ms.',
  },
  {
    what: 'reap() of 5,000 zombies, nothing owned',
    peer: PEER,
    unit: 'ms',
    rounds: 31,
    target: atMost(1.1),
    startOurs: () => startNodeWorker('reap.js', [5000, 0]),
    startPeer: () => startWorker(baselinePath('reap'), [5000, 0]),
    cause: NOISE,
  },
  {
    what: 'reap() of 5,000 zombies, 100 owned children alive',
    peer: `${PEER}, 100 children alive`,
    unit: 'ms',
    rounds: 31,
    target: atMost(1.1),
    startOurs: () => startNodeWorker('reap.js', [5000, 100]),
    startPeer: () => startWorker(baselinePath('reap'), [5000, 100]),
    cause: NOISE,
  },
  {
    what: 'reap() of 1,000 zombies, 2,000 owned children alive, an owned zombie in the way',
    peer: `${PEER}, 2,000 children alive`,
    unit: 'ms',
    rounds: 31,
    target: atMost(0.2),
    startOurs: () => startNodeWorker('reap.js', [1000, 2000, 'owned-zombie']),
    startPeer: () => startWorker(baselinePath('reap'), [1000, 2000]),
  },
  {
    what: 'reap() of one zombie in Bun, 10,000 sockets open',
    peer: 'the same without sockets',
    unit: 'ms',
    rounds: 31,
    target: atMostMore(5, 'ms'),
    startOurs: () => startWorker(bun, [claims, 10_000]),
    startPeer: () => startWorker(bun, [claims, 0]),
  },
]
