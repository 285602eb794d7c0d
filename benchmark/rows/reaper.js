'use strict'

const { peerPath } = require('../peers')
const { startNodeSide, startSide } = require('../side')
const { atMost } = require('../targets')

/** @typedef {import('../measure').Row} Row */
/** @typedef {import('../measure').Target} Target */

/** @type {Target} */
const throughput = { text: 'at least 0.98 x as fast', met: (ours, peer) => peer / ours >= 0.98 }

const namespace = ['--pid', '--fork', '--mount-proc', '--kill-child']

/**
 * @param {number} percentile
 * @returns {Row}
 */
function untilGone(percentile) {
  const helper = [peerPath('orphans'), String(percentile)]
  const pid1 = require.resolve('../sides/pid1.js')
  return {
    what: `an orphan's death to gone, p${percentile} of 500, startReaper({ quarantine: 0 }) as PID 1`,
    peer: "Debian's tini as PID 1",
    unit: 'us',
    rounds: 15,
    target: atMost(2),
    startOurs: () => startSide('unshare', [...namespace, process.execPath, pid1, ...helper]),
    startPeer: () => startSide('unshare', [...namespace, 'tini', '--', ...helper]),
    cause:
      'Node learns of a signal through a pipe that its handler writes to and the next turn of the loop reads, ' +
      'and setImmediate() gives libuv its turn first; tini sleeps in sigtimedwait().',
  }
}

/** @type {Row[]} */
module.exports = [
  {
    what: '200 children by spawn(), eight at a time, with startReaper()',
    peer: 'without',
    unit: 'ms',
    rounds: 31,
    target: throughput,
    startOurs: () => startNodeSide('spawn.js', ['with']),
    startPeer: () => startNodeSide('spawn.js', ['without']),
  },
  untilGone(50),
  untilGone(99),
  {
    what: 'event-loop delay at 2,000 deaths a second, with startReaper()',
    peer: 'without',
    unit: 'us',
    rounds: 11,
    target: atMost(1.1),
    startOurs: () => startNodeSide('delay.js', [peerPath('deaths'), 'with']),
    startPeer: () => startNodeSide('delay.js', [peerPath('deaths'), 'without']),
  },
]
