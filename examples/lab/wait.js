'use strict'

const { setTimeout: delay } = require('node:timers/promises')

const { Refusal } = require('./refusal')

// In ms. Only a defect takes this long.
const PATIENCE = 60_000

/**
 * Waits until the condition holds.
 * @template T
 * @param {() => T} condition
 * @returns {Promise<NonNullable<T>>} the value of the condition
 */
async function until(condition) {
  const deadline = performance.now() + PATIENCE
  for (;;) {
    const value = condition()
    if (value) return value
    if (performance.now() > deadline) throw new Refusal('TOOK_TOO_LONG')
    await delay(5)
  }
}

module.exports = { until }
