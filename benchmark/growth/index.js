'use strict'

const { spawn } = require('node:child_process')
const { once } = require('node:events')
const { join } = require('node:path')
const { createInterface } = require('node:readline')

const { pidUsage } = require('../..')
const { exponentOf, isAsExpected } = require('./fit')

/** @typedef {import('./growths').Growth & { points: import('./fit').Point[], exponent: number }} Measured */

const NAMESPACE = ['--pid', '--fork', '--mount-proc', '--kill-child']

// Other programs of the machine need PIDs too.
const PART_OF_PIDS = 1 / 3

// How often a growth is measured until it is as expected. Where the kernel has its data in memory,
// and which other programs use the caches, differs from run to run. An algorithm does not.
const ATTEMPTS = 3

/**
 * @param {import('./growths').Growth} growth
 * @returns {Promise<Measured>} the last attempt
 */
async function measureGrowth(growth) {
  let measured = await measureOnce(growth)
  for (let i = 1; i < ATTEMPTS && !isAsExpected(measured); i++) measured = await measureOnce(growth)
  return measured
}

/**
 * @param {import('./growths').Growth} growth
 * @returns {Promise<Measured>} one that could not be measured has no points, and no exponent
 */
async function measureOnce(growth) {
  try {
    const points = await pointsOf(growth)
    return { ...growth, points, exponent: exponentOf(points) }
  } catch (error) {
    // One that fails must not stop the others.
    console.error(error)
    return { ...growth, points: [], exponent: NaN }
  }
}

/** @param {import('./growths').Growth} growth */
async function pointsOf({ call, dimension }) {
  const processes = Math.floor((pidUsage().headroom ?? 0) * PART_OF_PIDS)
  const args = [join(__dirname, 'worker.js'), call, dimension, String(processes)]
  const worker = spawn('unshare', [...NAMESPACE, process.execPath, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = once(worker, 'exit')
  const points = []
  for await (const line of createInterface({ input: worker.stdout })) points.push(JSON.parse(line))
  const [code, signal] = await exited
  if (code !== 0) throw new Error(`${call}, ${dimension}: ${signal ?? `exit code ${code}`}`)
  return points
}

module.exports = { measureGrowth }
