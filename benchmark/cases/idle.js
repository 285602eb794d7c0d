'use strict'

const { baselinePath } = require('../baselines')
const { node26 } = require('../node26')
const { startNodeWorker, startWorker } = require('../worker')
const { atMost } = require('../thresholds')

/** @typedef {import('../measure').Case} Case */

const cases = [
  { name: 'no child', living: 0, sockets: 0 },
  { name: 'one child alive', living: 1, sockets: 0 },
  { name: '10,000 sockets open', living: 0, sockets: 10_000 },
]

/**
 * Another Node may run the benchmark.
 * @param {(string | number)[]} args
 */
function startInNode26(...args) {
  const flags = ['--disable-warning=ExperimentalWarning']
  return startNodeWorker('idle.js', args, { node: node26(), flags })
}

/**
 * The peers call waitpid(2), which cannot look without taking. waitid(2) can, and takes longer: that
 * is the limit.
 * @param {(typeof cases)[number]} situation
 * @returns {Case[]}
 */
function idle({ name, living, sockets }) {
  const shared = /** @type {const} */ ({
    unit: 'ns',
    rounds: 101,
    limit: {
      name: 'the waitid(2) of reap() in C',
      start: () => startWorker(baselinePath('idle'), [living]),
    },
    target: atMost(1.5),
  })
  return [
    {
      ...shared,
      what: `reap() with nothing to reap, ${name}`,
      startOurs: () => startNodeWorker('idle.js', ['reap()', living, sockets]),
      peers: [
        {
          name: 'koffi, waitpid(-1, WNOHANG)',
          start: () => startNodeWorker('idle.js', ['koffi', living, sockets]),
        },
      ],
    },
    {
      ...shared,
      what: `reap() with nothing to reap, ${name}, in Node 26`,
      startOurs: () => startInNode26('reap()', living, sockets),
      peers: [
        {
          name: 'node:ffi, waitpid(-1, WNOHANG)',
          start: () => startInNode26('node:ffi', living, sockets),
        },
      ],
    },
  ]
}

module.exports = cases.flatMap(idle)
