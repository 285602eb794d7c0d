'use strict'

const { baselinePath } = require('../baselines')
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
    peer: "Debian's tini as PID 1",
    unit: 'us',
    rounds: 15,
    target: atMost(2),
    startOurs: () => startWorker('unshare', [...namespace, process.execPath, pid1, ...helper]),
    startPeer: () => startWorker('unshare', [...namespace, 'tini', '--', ...helper]),
    cause:
      'Node learns of a signal through a pipe that its handler writes to and the next turn of the loop reads, ' +
      'and setImmediate() gives libuv its turn first; tini sleeps in sigtimedwait().',
  }
}

/** @type {Case[]} */
module.exports = [
  {
    what: '200 children by spawn(), eight at a time, with startReaper()',
    peer: 'without',
    unit: 'ms',
    rounds: 31,
    target: throughput,
    startOurs: () => startNodeWorker('spawn.js', ['with']),
    startPeer: () => startNodeWorker('spawn.js', ['without']),
  },
  untilGone(50),
  untilGone(99),
  {
    what: 'event-loop delay at 2,000 deaths a second, with startReaper()',
    peer: 'without',
    unit: 'us',
    rounds: 11,
    target: atMost(1.1),
    startOurs: () => startNodeWorker('delay.js', [baselinePath('deaths'), 'with']),
    startPeer: () => startNodeWorker('delay.js', [baselinePath('deaths'), 'without']),
  },
]
