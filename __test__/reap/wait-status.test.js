'use strict'

const assert = require('node:assert/strict')
const { test } = require('node:test')

const { decodeAllWithNames } = require('../../lib/reap/wait-status')

test('a name that could not be read is no property', () => {
  const NAMELESS = [0, 0, 0, 0]
  assert.deepEqual(decodeAllWithNames(Int32Array.of(7, 3 << 8, ...NAMELESS)), [
    { pid: 7, status: 3 << 8, exitCode: 3, signal: null, coreDumped: false },
  ])
})
