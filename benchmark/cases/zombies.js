'use strict'

const { spawn } = require('node:child_process')
const { once } = require('node:events')

const { baselinePath } = require('../baselines')
const { startNodeWorker, startWorker } = require('../worker')
const { atMost } = require('../thresholds')

/** @typedef {import('../measure').Side} Side */

const PROCESSES = 2000

/** @type {import('node:child_process').ChildProcess[]} */
let crowd = []

/**
 * Lets both sides scan the same processes. They live from the start of the first side to the end of
 * the last side.
 * @param {Side} side
 * @returns {Promise<Side>}
 */
async function amongMany(side) {
  if (crowd.length === 0) {
    const args = [baselinePath('living'), String(process.pid)]
    crowd = Array.from({ length: PROCESSES }, () => spawn(args[0], [args[1]], { stdio: 'ignore' }))
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
    what: `zombies() with ${PROCESSES.toLocaleString('en')} processes`,
    unit: 'ms',
    rounds: 21,
    target: atMost(1.5),
    startOurs: () => amongMany(startNodeWorker('zombies.js', [])),
    peers: [
      {
        name: 'a C program that reads the same files',
        start: () => amongMany(startWorker(baselinePath('scan'), [])),
      },
    ],
  },
]
