'use strict'

const { node26 } = require('../node26')
const { startNodeWorker } = require('../worker')
const { faster } = require('../thresholds')

/** @typedef {import('../measure').Case} Case */

const CAUSE =
  'Nine tenths of both is the system call: waitid(2), which can look without taking, costs 20 to 40 ns more than the waitpid(2) of the peer. ' +
  'Tried: a native function without arguments, which napi-rs calls 85 ns faster than one with; no siginfo_t to be filled in, and no cancellation ' +
  'point of the C library (20 ns); a callback without napi-rs (15 ns).'

const cases = [
  { name: 'no child', living: 0, sockets: 0 },
  { name: 'one child alive', living: 1, sockets: 0 },
  { name: '10,000 sockets open', living: 0, sockets: 10_000 },
]

/** @returns {Case[]} */
function besideKoffi() {
  return cases.map(({ name, living, sockets }) => ({
    what: `reap() with nothing to reap, ${name}`,
    peer: 'koffi, waitpid(-1, WNOHANG)',
    unit: 'ns',
    rounds: 201,
    target: faster,
    startOurs: () => startNodeWorker('idle.js', ['reap()', living, sockets]),
    startPeer: () => startNodeWorker('idle.js', ['koffi', living, sockets]),
    cause: CAUSE,
  }))
}

/**
 * Starts both sides in the same Node 26, while another Node may run the benchmark.
 * @param {(string | number)[]} args
 */
function startInNode26(...args) {
  const flags = ['--disable-warning=ExperimentalWarning']
  return startNodeWorker('idle.js', args, { node: node26(), flags })
}

/** @returns {Case[]} */
function besideNodeFfi() {
  return cases.map(({ name, living, sockets }) => ({
    what: `reap() with nothing to reap, ${name}`,
    peer: 'node:ffi of Node 26, waitpid(-1, WNOHANG)',
    unit: 'ns',
    rounds: 201,
    target: faster,
    startOurs: () => startInNode26('reap()', living, sockets),
    startPeer: () => startInNode26('node:ffi', living, sockets),
    cause: CAUSE,
  }))
}

module.exports = [...besideKoffi(), ...besideNodeFfi()]
