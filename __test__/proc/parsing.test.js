'use strict'

const assert = require('node:assert/strict')
const { test } = require('node:test')

const { ancestors } = require('../../lib/proc/ancestors')
const { splitArguments, splitBytes } = require('../../lib/proc/argv')
const { toTime } = require('../../lib/proc/info')
const { nameAt } = require('../../lib/proc/name')

test('a name ends at its first NUL or after 16 bytes', () => {
  const names = Buffer.from('----node\0\0\0\0\0\0\0\0\0\0\0\0sixteen bytes ok------------------')
  const flat = new Int32Array(Uint8Array.from(names.subarray(0, 52)).buffer)
  assert.equal(nameAt(flat, 1), 'node')
  assert.equal(nameAt(flat, 5), 'sixteen bytes ok')
  assert.equal(nameAt(flat, 2), '')
})

test('a NUL ends each argument, but the last NUL may be missing', () => {
  assert.deepEqual(splitArguments(Buffer.from('node\0\0x y\0')), ['node', '', 'x y'])
  assert.deepEqual(splitArguments(Buffer.from('a title')), ['a title'])
  assert.deepEqual(splitArguments(Buffer.from('')), [])
})

test('a command line is cut after 1,024 arguments, unless every byte counts', () => {
  const bytes = Buffer.alloc(2000)
  assert.deepEqual(
    splitArguments(bytes),
    Array.from({ length: 1024 }, () => ''),
  )
  assert.equal(splitBytes(bytes).length, 2000)
})

test('the ancestors end where the kernel shows no parent', () => {
  const parents = new Map([
    [9, 4],
    [4, 1],
    [1, 0],
  ])
  const statOf = (/** @type {number} */ pid) => {
    const ppid = parents.get(pid)
    return ppid === undefined ? null : { ppid }
  }
  assert.deepEqual([...ancestors(statOf, 9)], [4, 1])
  assert.deepEqual([...ancestors(statOf, 1)], [])
  assert.deepEqual([...ancestors(statOf, 7)], [])
})

test('the ancestors end where a PID that was used again makes a circle', () => {
  const parents = [0, 9, 9, 9, 9, 9, 9, 9, 9, 4]
  const statOf = (/** @type {number} */ pid) => ({ ppid: parents[pid] })
  assert.deepEqual([...ancestors(statOf, 9)], [4])
  assert.deepEqual([...ancestors(statOf, 7)], [9, 4])
})

test('a start time counts hundredths of a second from boot', () => {
  // The clocks may be set between two calls, but not by minutes.
  const later = toTime(1_000_000) - toTime(0)
  assert.ok(Math.abs(later - 10_000_000) < 100_000, `${later} ms`)
})
