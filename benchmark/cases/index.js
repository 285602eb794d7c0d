'use strict'

/**
 * @typedef {object} Group a table of docs/benchmarks.md
 * @property {string} title
 * @property {boolean} [byPeer] whether each peer is a column: then all cases have the same peers
 * @property {import('../measure').Case[]} cases
 */

/** @type {Group[]} */
module.exports = [
  { title: 'Inits', byPeer: true, cases: require('./init') },
  { title: 'reap()', cases: [...require('./reap'), ...require('./idle')] },
  {
    title: 'The rest of the package',
    cases: [
      ...require('./reaper'),
      ...require('./make-zombie'),
      ...require('./zombies'),
      ...require('./exporter'),
      ...require('./load'),
    ],
  },
  { title: 'The command', cases: require('./command-line') },
]
