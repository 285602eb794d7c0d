'use strict'

const { createInterface } = require('node:readline')

/**
 * Measures once for each line on stdin. Ends when stdin ends, so a worker dies with the benchmark.
 * @param {() => number | Promise<number>} round
 * @param {() => unknown} [end]
 */
function answer(round, end) {
  const requests = createInterface({ input: process.stdin })
  requests.on('line', async () => {
    process.stdout.write(`${JSON.stringify({ ns: await round() })}\n`)
  })
  requests.on('close', async () => {
    await end?.()
    process.exit()
  })
}

/**
 * @param {() => void} work
 * @returns {number} how long it took, in nanoseconds
 */
function time(work) {
  const start = process.hrtime.bigint()
  work()
  return Number(process.hrtime.bigint() - start)
}

/**
 * @param {() => Promise<unknown>} work
 * @returns {Promise<number>} how long it took, in nanoseconds
 */
async function timeAsync(work) {
  const start = process.hrtime.bigint()
  await work()
  return Number(process.hrtime.bigint() - start)
}

module.exports = { answer, time, timeAsync }
