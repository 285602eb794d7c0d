'use strict'

// Tools for tests fake time: sinon, and with it Jest and Vitest.

const assert = require('node:assert/strict')
const { test } = require('node:test')

const { program, runNode } = require('./helpers')

for (const kind of ['frozen', 'sinon']) {
  test(`clocks and schedulers that are faked (${kind}) stop nothing, and see no timer of ours`, async () => {
    const result = await runNode([program('faked-clocks.js'), kind], { timeout: 30_000 })
    assert.deepEqual(result, {
      orphans: [1],
      remaining: [],
      isGone: true,
      events: [2, 3],
      timers: 0,
    })
  })
}
