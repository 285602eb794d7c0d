'use strict'

const assert = require('node:assert/strict')
const { test } = require('node:test')

const {
  program,
  runNode,
  skipWithoutStrace: skip,
  traceSystemCalls,
} = require('../support/helpers')

/**
 * Counts the system calls that the main thread makes in 1,000 calls of reap().
 * @param {string} kind of idle.js
 */
async function countSystemCalls(kind) {
  const lines = await traceSystemCalls([program('reap/idle.js'), kind])
  const [start, end] = ['start', 'end'].map((mark) =>
    lines.findIndex((line) => line.includes(`/zombie-reaper-${mark}`)),
  )
  assert.ok(start > 0 && end > start)
  /** @type {Record<string, number>} */
  const calls = {}
  const thread = lines[start].split(' ')[0]
  for (const line of lines.slice(start + 1, end)) {
    // "PID name(arguments) = result". Other threads make their own system calls.
    const [, pid, name] = /^(\d+) +(\w+)\(/.exec(line) ?? []
    if (pid !== thread) continue
    calls[name] = (calls[name] ?? 0) + 1
  }
  // V8 makes a few system calls of its own at any time, mostly for memory.
  return Object.fromEntries(Object.entries(calls).filter(([, count]) => count >= 100))
}

test('reap() with nothing to reap is one system call', { skip }, async () => {
  assert.deepEqual(await countSystemCalls('childless'), { waitid: 1000 })
})

test('and so it is with living children and open sockets', { skip }, async () => {
  assert.deepEqual(await countSystemCalls('busy'), { waitid: 1000 })
})

test('it allocates nothing but its empty result', async () => {
  // An empty array takes four words of eight bytes.
  const { bytes } = await runNode(['--expose-gc', program('reap/idle.js'), 'measured'])
  assert.equal(bytes, 4 * 8)
})
