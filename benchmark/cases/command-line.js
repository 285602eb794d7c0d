'use strict'

const { join } = require('node:path')

const { baselinePath } = require('../baselines')
const { ours } = require('../peers')
const { below } = require('../thresholds')
const { startWorker } = require('../worker')

const PROCESSES = 2000
const ZOMBIES = 300

const CONTAINER = ['--pid', '--fork', '--mount-proc', '--kill-child']

const program = join(__dirname, '../../bin/zombie-reaper.js')
const worker = join(__dirname, '../workers/run.js')

const COMMANDS = [
  'ps',
  'ps --json',
  'ps --tree',
  'doctor',
  'doctor --json',
  'doctor --prove',
  'path init-binary',
  'completion bash',
  'demo',
  '--help',
]

/**
 * Measures a program of Node in a container whose PID 1 is zombie-init, beside many processes and
 * a parent that does not wait.
 * @param {string[]} args of Node
 */
function inContainer(args) {
  const crowd = [baselinePath('beside-crowd'), PROCESSES - ZOMBIES, ZOMBIES]
  const node = process.execPath
  return startWorker('unshare', [...CONTAINER, ours(), '--', ...crowd, node, worker, node, ...args])
}

/** @type {import('../measure').Case[]} */
module.exports = COMMANDS.map((command) => ({
  what: `zombie-reaper ${command} with ${PROCESSES.toLocaleString('en')} processes`,
  unit: 'ms',
  rounds: 11,
  warmUp: 2,
  target: below(200, 'ms'),
  startOurs: () => inContainer([program, ...command.split(' ')]),
  peers: [{ name: 'Node with an empty program', start: () => inContainer(['--eval', '']) }],
  cause:
    'Node alone takes as long as the peer. The first look at 2,000 processes takes 30 ms, mostly in the kernel. Then the quarantine of a reaper must pass, 100 ms.',
}))
