'use strict'

const { spawn } = require('node:child_process')
const { once } = require('node:events')

const { baselinePath } = require('../baselines')
const { startNodeWorker, startWorker } = require('../worker')
const { atMost, below } = require('../thresholds')

/** @typedef {import('../measure').Side} Side */

/** @type {import('node:child_process').ChildProcess[]} */
let crowd = []

/**
 * Lets both sides scan the same processes. They live from the start of the first side to the end of
 * the last side.
 * @param {number} count how many processes to start
 * @param {Side} side
 * @returns {Promise<Side>}
 */
async function amongMany(count, side) {
  if (crowd.length === 0) {
    const args = [baselinePath('living'), String(process.pid)]
    crowd = Array.from({ length: count }, () => spawn(args[0], [args[1]], { stdio: 'ignore' }))
    await Promise.all(crowd.map((child) => once(child, 'spawn')))
  }
  return {
    round: side.round,
    async end() {
      await side.end()
      const living = crowd
      crowd = []
      await Promise.all(
        living.map(async (child) => {
          child.kill('SIGKILL')
          await once(child, 'exit')
        }),
      )
    },
  }
}

/** @type {import('../measure').Case[]} */
module.exports = [
  {
    what: 'zombies() with 2,000 processes',
    peer: 'a C program that reads /proc/PID/stat of each',
    unit: 'ms',
    rounds: 21,
    target: atMost(1.5),
    startOurs: () => amongMany(2000, startNodeWorker('zombies.js', [])),
    startPeer: () => amongMany(2000, startWorker(baselinePath('scan'), [])),
  },
  {
    what: 'a scrape of the metrics with 500 processes',
    peer: 'a C program that reads /proc/PID/stat of each',
    unit: 'ms',
    rounds: 51,
    // A new program compiles the path of a scrape meanwhile.
    warmUp: 50,
    target: below(2, 'ms'),
    cause:
      'Three quarters are one system call for each process, 2 us each. Beside other load the scrape waits ' +
      'for the processor: the peer takes 6 ms on a calm machine with two cores.',
    startOurs: () => amongMany(500, startNodeWorker('scrape.js', [])),
    startPeer: () => amongMany(500, startWorker(baselinePath('scan'), [])),
  },
]
