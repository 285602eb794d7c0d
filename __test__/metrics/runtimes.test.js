'use strict'

// The figures in the real Bun and the real Deno.

const assert = require('node:assert/strict')
const { test } = require('node:test')

const { compile } = require('../support/helpers')
const { RUNTIMES, deno, runIn } = require('../support/runtimes')

for (const runtime of RUNTIMES) {
  test(`in ${runtime.name} the figures are right too`, { skip: runtime.skip }, async () => {
    const read = await runIn(runtime, ['metrics/runtimes.js'])
    const right = { exit: 2, signal: 1, us: 1, orphans: 1, incomplete: 0 }
    assert.deepEqual(read, [right, right])
  })
}

const [PIDFD_OPEN, EPERM] = ['434', '1']

test('without pidfds Deno leaves out what needs them', { skip: deno.skip }, async () => {
  const under = [compile('shared/refuse-call.c'), PIDFD_OPEN, EPERM]
  const { reads } = await runIn(deno, ['metrics/incomplete.js', 'no-pidfd'], { under })
  const [samples] = reads
  assert.equal(samples['zombie_reaper_scrape_incomplete{reason="no-pidfd"}'], 1)
  assert.equal(samples['zombie_reaper_scrape_incomplete{reason="other"}'], 0)
  assert.ok(!('zombie_reaper_orphans' in samples) && samples.zombie_reaper_pids_limit > 0)
})
