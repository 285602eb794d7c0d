'use strict'

const assert = require('node:assert/strict')
const { test } = require('node:test')

const { PLACES, runWithAuto, withAuto } = require('../support/automatic')
const { runRecipe } = require('../support/recipes')

test('the exit code of a terminal arrives, and what its shell left behind is reaped', async () => {
  assert.deepEqual(await runRecipe('node-pty.js'), { exitCode: 3, reaped: { signal: 'SIGHUP' } })
})

for (const [place, under, skip] of PLACES) {
  test(
    `${place}, the end of each of 300 terminals arrives while orphans die`,
    { skip },
    async () => {
      const { right, made, reaped } = await runWithAuto('recipes/many-terminals.js', under)
      assert.equal(right, 300)
      assert.ok(made > 20)
      assert.equal(reaped, made)
    },
  )
}

test('they arrive with a quarantine of 0, too', async () => {
  const env = withAuto({ ZOMBIE_REAPER_QUARANTINE: '0' })
  assert.equal((await runWithAuto('recipes/many-terminals.js', [], env)).right, 300)
})
