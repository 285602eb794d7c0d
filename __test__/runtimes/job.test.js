'use strict'

const assert = require('node:assert/strict')
const { test } = require('node:test')

const { bun, deno, runIn } = require('../support/runtimes')

// A Deno.ChildProcess does not say whether it has ended.
for (const [runtime, added] of /** @type {const} */ ([
  [bun, [true, true]],
  [deno, ['ESRCH', 'ESRCH']],
])) {
  const { name, skip } = runtime
  test(`in ${name} a job ends the children of its own functions`, { skip }, async () => {
    const seen = await runIn(runtime, ['runtimes/job.js'])
    assert.deepEqual(seen, { added, remaining: [], signal: 'SIGTERM' })
  })
}
