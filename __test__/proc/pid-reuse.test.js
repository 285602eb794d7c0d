'use strict'

const assert = require('node:assert/strict')
const { spawnSync } = require('node:child_process')
const { test } = require('node:test')

const { pidCounter, mayBeReused } = require('../../lib/proc/pid-reuse')
const { until } = require('../support/helpers')

const MAX = 32_768

/**
 * @param {number} last
 * @param {number} [started]
 */
function counter(last, started = 1_000_000) {
  return { last, started, tasks: 100, max: MAX }
}

test('a free PID may be reused when its turn has come since, and not before', () => {
  for (const [since, now, pid, expected] of /** @type {const} */ ([
    [500, 500, 500, false],
    [500, 600, 500, false],
    [500, 600, 501, true],
    [500, 600, 600, true],
    [500, 600, 601, false],
    [500, 400, 500, false],
    [500, 400, 501, true],
    [500, 400, 400, true],
    [500, 400, 401, false],
  ])) {
    assert.equal(mayBeReused(pid, counter(since), counter(now)), expected, `${[since, now, pid]}`)
  }
})

test('and when so many were started that it may have gone round', () => {
  assert.equal(mayBeReused(500, counter(500), counter(600, 1_000_100)), false)
  assert.equal(mayBeReused(500, counter(500), counter(600, 1_000_000 + MAX / 2)), true)
})

test('and when nobody knows', () => {
  assert.equal(mayBeReused(500, null, counter(600)), true)
  assert.equal(mayBeReused(500, counter(500), null), true)
})

test('the kernel tells whose turn it is', async () => {
  // The first attempt fails only if the PID counter wraps in that moment.
  await until(() => {
    const before = pidCounter()
    const { pid } = spawnSync('true')
    const after = pidCounter()
    assert.ok(before !== null && after !== null)
    assert.ok(after.started > before.started)
    return mayBeReused(pid, before, after) && !mayBeReused(before.last, before, after)
  }, 'a new process is the next in turn')
})
