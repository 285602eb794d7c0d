'use strict'

// With the preload, a program gets the exit status of each of its children.

const assert = require('node:assert/strict')
const { test } = require('node:test')

const { PLACES, withAuto } = require('../support/automatic')
const { program, runNode } = require('../support/helpers')

const STORM = 2000 + 500 + 200 + 100 + 4 * (200 + 50)

for (const [place, under, skip] of PLACES) {
  for (const ZOMBIE_REAPER_QUARANTINE of ['100', '0']) {
    const what = `${place}, quarantine ${ZOMBIE_REAPER_QUARANTINE} ms`
    test(`every status of ${STORM} children arrives with it ${what}`, { skip }, async () => {
      const env = withAuto({ ZOMBIE_REAPER_QUARANTINE })
      const args = [program('shared/storm.js'), '--automatic']
      const { arrived, wrong, stolen, made, reaped } = await runNode(args, { under, env })
      assert.deepEqual({ arrived, wrong, stolen }, { arrived: STORM, wrong: 0, stolen: 0 })
      // The second orphan is made once the first is reaped, in the middle of the storm.
      assert.ok(made > 1)
      assert.equal(reaped, made)
    })
  }
}
