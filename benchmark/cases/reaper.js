'use strict'

const { baselinePath } = require('../baselines')
const { initNamed } = require('../peers')
const { startNodeWorker, startWorker } = require('../worker')
const { atMost } = require('../thresholds')

/** @typedef {import('../measure').Case} Case */
/** @typedef {import('../measure').Threshold} Threshold */

/** @type {Threshold} */
const throughput = { text: 'at least 0.98 x as fast', met: (ours, peer) => peer / ours >= 0.98 }

const namespace = ['--pid', '--fork', '--mount-proc', '--kill-child']

/**
 * @param {number} percentile
 * @returns {Case}
 */
function untilGone(percentile) {
  const helper = [baselinePath('orphans'), String(percentile)]
  const pid1 = require.resolve('../workers/pid1.js')
  return {
    what: `an orphan's death to gone, p${percentile} of 500, startReaper({ quarantine: 0 }) as PID 1`,
    unit: 'µs',
    rounds: 15,
    target: atMost(2),
    startOurs: () => startWorker('unshare', [...namespace, process.execPath, pid1, ...helper]),
    peers: [
      {
        name: 'Tini as PID 1',
        start: () => startWorker('unshare', [...namespace, initNamed('Tini'), '--', ...helper]),
      },
    ],
    cause:
      'Node learns of a signal through a pipe, in the next turn of its loop. Then libuv has its turn first. Tini sleeps in sigtimedwait(2).',
  }
}

/** @type {Case[]} */
module.exports = [
  {
    what: '200 children by spawn(), eight at a time, with startReaper()',
    unit: 'ms',
    rounds: 31,
    target: throughput,
    startOurs: () => startNodeWorker('spawn.js', ['with']),
    peers: [{ name: 'without', start: () => startNodeWorker('spawn.js', ['without']) }],
    cause: 'The reaper looks at the children after each of the 200 deaths, about 30 µs each time.',
  },
  untilGone(50),
  untilGone(99),
  {
    what: 'event-loop delay at 2,000 deaths a second, with startReaper()',
    unit: 'µs',
    rounds: 11,
    target: atMost(1.1),
    startOurs: () => startNodeWorker('delay.js', [baselinePath('deaths'), 'with']),
    peers: [
      {
        name: 'without',
        start: () => startNodeWorker('delay.js', [baselinePath('deaths'), 'without']),
      },
    ],
  },
]
