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

/**
 * @param {number} count
 * @returns {import('../measure').Contender}
 */
function scanning(count) {
  return {
    name: 'a C program that reads /proc/PID/stat of each',
    start: () => amongMany(count, startWorker(baselinePath('scan'), [])),
  }
}

/** @type {import('../measure').Case[]} */
module.exports = [
  {
    what: 'zombies() with 2,000 processes',
    unit: 'ms',
    rounds: 21,
    target: atMost(1.5),
    startOurs: () => amongMany(2000, startNodeWorker('zombies.js', [])),
    peers: [scanning(2000)],
  },
  {
    what: 'a scrape of the metrics with 500 processes',
    unit: 'ms',
    rounds: 51,
    // A new program compiles the path of a scrape meanwhile.
    warmUp: 50,
    target: below(2, 'ms'),
    cause:
      'Three quarters are one system call for each process, 2 µs each. Beside other load the scrape waits for the processor.',
    startOurs: () => amongMany(500, startNodeWorker('scrape.js', [])),
    peers: [scanning(500)],
  },
]
