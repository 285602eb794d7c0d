'use strict'

const assert = require('node:assert/strict')
const { test } = require('node:test')

const { runAndLook } = require('../support/left-behind')

test('closing a terminal ends what was started in it, and leaves another terminal alone', () => {
  const { status, stdout, left } = runAndLook(['terminal-job.js'])
  assert.equal(status, 0)
  assert.deepEqual(JSON.parse(stdout), { remaining: 0, kept: 2 })
  assert.deepEqual(left, [])
})
