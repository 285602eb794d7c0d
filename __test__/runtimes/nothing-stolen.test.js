'use strict'

// The promise, in the real Bun and the real Deno: every orphan is reaped, and no status is taken.

const assert = require('node:assert/strict')
const { test } = require('node:test')

const { PLACES } = require('../support/automatic')
const { RUNTIMES, runIn } = require('../support/runtimes')

// Six ways to start a child: 84 children of each on the main thread, and 20 in each of two Workers.
const CHILDREN = 6 * (84 + 2 * 20)

for (const runtime of RUNTIMES) {
  for (const [place, under, skipPlace] of PLACES) {
    const skip = runtime.skip || skipPlace
    for (const [mode, what] of [
      ['loop', 'a tight loop of reap()'],
      ['reaper', 'startReaper()'],
    ]) {
      test(`${place} ${runtime.name} gets every status beside ${what}`, { skip }, async () => {
        const storm = await runIn(runtime, ['runtimes/storm.js', mode], { under })
        const { arrived, wrong, made, reaped, left, blocks } = storm
        assert.deepEqual({ arrived, wrong, left }, { arrived: CHILDREN, wrong: [], left: 0 })
        assert.ok(made > 0 && blocks > 0, `${made} orphans, ${blocks} blocks`)
        assert.equal(reaped, made)
      })
    }
  }

  test(
    `in ${runtime.name} a pidfd above a limit that was lowered claims its child`,
    { skip: runtime.skip },
    async () => {
      const seen = await runIn(runtime, ['runtimes/lowered-limit.js'])
      assert.deepEqual(seen, { isClaimed: true, signal: 'SIGKILL' })
    },
  )

  test(
    `in ${runtime.name} reap() leaves what { steal: true } would take`,
    { skip: runtime.skip },
    async () => {
      const { reapers, reaped, adopted, stolen, lost } = await runIn(runtime, ['runtimes/steal.js'])
      assert.deepEqual(reapers, Array(10).fill('runtime'))
      assert.deepEqual([reaped, adopted], [[77], 0])
      assert.equal(stolen, 10)
      assert.equal(lost, 10)
    },
  )
}
