'use strict'

const assert = require('node:assert/strict')
const { test } = require('node:test')

const { PLACES, runWithAuto, withAuto } = require('../support/automatic')
const { runRecipe } = require('../support/recipes')

// A thread of node-pty waits for each terminal. On a busy machine, the thread may get no processor
// for longer than the default quarantine of 100 ms.
const patient = withAuto({ ZOMBIE_REAPER_QUARANTINE: '1000' })

test('the exit code of a terminal arrives, and what its shell left behind is reaped', async () => {
  // The recipe uses the reaper that already runs.
  assert.deepEqual(await runRecipe('node-pty.js', { env: patient }), {
    exitCode: 3,
    reaped: { signal: 'SIGHUP' },
  })
})

for (const [place, under, skip] of PLACES) {
  test(
    `${place}, the end of each of 300 terminals arrives while orphans die`,
    { skip },
    async () => {
      const { right, made, reaped } = await runWithAuto('recipes/many-terminals.js', under, patient)
      assert.equal(right, 300)
      // Twenty orphans are in quarantine at a time.
      assert.ok(made >= 20)
      assert.equal(reaped, made)
    },
  )
}

test('they arrive with a quarantine of 0, too', async () => {
  const env = withAuto({ ZOMBIE_REAPER_QUARANTINE: '0' })
  assert.equal((await runWithAuto('recipes/many-terminals.js', [], env)).right, 300)
})
