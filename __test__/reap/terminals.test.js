'use strict'

// reapOrphans() beside the terminals of node-pty.

const assert = require('node:assert/strict')
const { test } = require('node:test')

const { program, runNode } = require('../support/helpers')

test('what a native thread waits for is left alone for the quarantine', async () => {
  assert.deepEqual(await runNode([program('reap/terminals.js'), '--reap-orphans']), {
    arrived: 300,
    lost: 0,
    taken: 0,
  })
})
