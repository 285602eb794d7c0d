'use strict'

// The figures in the real Bun and the real Deno.

const assert = require('node:assert/strict')
const { test } = require('node:test')

const { RUNTIMES, runIn } = require('../support/runtimes')

for (const runtime of RUNTIMES) {
  test(`in ${runtime.name} the figures are right too`, { skip: runtime.skip }, async () => {
    const read = await runIn(runtime, ['metrics/runtimes.js'])
    const right = { exit: 2, signal: 1, us: 1, orphans: 1, incomplete: 0 }
    assert.deepEqual(read, [right, right])
  })
}
