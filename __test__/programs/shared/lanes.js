'use strict'

/**
 * Runs a task for each number from 0 to total - 1, `lanes` at once. Returns the results in order.
 * @template T
 * @param {number} total
 * @param {number} lanes
 * @param {(i: number) => Promise<T>} task
 * @returns {Promise<T[]>}
 */
async function inLanes(total, lanes, task) {
  /** @type {T[]} */
  const results = []
  let next = 0
  async function lane() {
    while (next < total) {
      const i = next++
      results[i] = await task(i)
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  return results
}

module.exports = { inLanes }
