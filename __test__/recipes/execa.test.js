'use strict'

const assert = require('node:assert/strict')
const { test } = require('node:test')

const { PLACES, runWithAuto } = require('../support/automatic')
const { runRecipe } = require('../support/recipes')

test('the result of a command arrives, and the orphan that it left behind is reaped', async () => {
  assert.deepEqual(await runRecipe('execa.js'), {
    all: 'to stdout\nto stderr',
    exitCode: 3,
    reaped: { exitCode: 5 },
  })
})

for (const [place, under, skip] of PLACES) {
  test(
    `${place}, all, timeout, forceKillAfterDelay and cancelSignal of execa work while orphans die`,
    { skip },
    async () => {
      const { right, made, reaped } = await runWithAuto('recipes/execa.js', under)
      assert.deepEqual(right, { all: 40, timeout: 40, forceKillAfterDelay: 40, cancel: 40 })
      assert.ok(made > 20)
      assert.equal(reaped, made)
    },
  )
}
