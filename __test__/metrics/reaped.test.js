'use strict'

// What the figures count, and the times that they measure.

const assert = require('node:assert/strict')
const { test } = require('node:test')

const { now } = require('../../lib/loop/clocks')
const { onReaped } = require('../../lib/metrics/reaped')
const { tell } = require('../../lib/reap/tell')

/**
 * @param {number} pid
 * @param {import('../..').ReapedProcess['signal']} signal
 */
function ended(pid, signal = null) {
  return { pid, status: 0, exitCode: signal === null ? 0 : null, signal, coreDumped: false }
}

test('each process counts by its end, and those that the quarantine saw have waited', () => {
  /** @type {string[]} */
  const ends = []
  /** @type {number[]} */
  const times = []
  const unlisten = onReaped({
    ended: (how) => ends.push(how),
    waited: (seconds) => times.push(seconds),
  })
  const start = now()
  while (now() === start);
  tell([ended(1), ended(2, 'SIGKILL'), ended(3)], new Map([[2, start]]))
  const most = (now() - start) / 1000
  assert.deepEqual(ends, ['exit', 'signal', 'exit'])
  const [time] = times
  assert.ok(times.length === 1 && time > 0 && time <= most, `${times} of ${most}`)
  unlisten()
  tell([ended(4)])
  assert.equal(ends.length, 3)
})
