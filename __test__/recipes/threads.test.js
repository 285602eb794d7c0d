'use strict'

const assert = require('node:assert/strict')
const { test } = require('node:test')

const { PLACES, runWithAuto } = require('../support/automatic')
const { runRecipe } = require('../support/recipes')

test('a Worker gets the statuses of its children, and an abandoned one is reaped', async () => {
  assert.deepEqual(await runRecipe('worker-threads.js'), {
    exitCode: 3,
    status: 4,
    reaped: { isTheAbandoned: true, signal: 'SIGTERM' },
  })
})

test('the tasks of piscina get the statuses of their children, whose orphans are reaped', async () => {
  const { codes, reaped } = await runRecipe('piscina.js')
  assert.deepEqual(codes, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
  assert.equal(reaped, 10)
})

for (const [place, under, skip] of PLACES) {
  test(
    `${place}, the end of each child of 4 Workers and of 300 tasks of piscina arrives`,
    { skip },
    async () => {
      const { ofWorkers, ofPool, made, reaped } = await runWithAuto('recipes/threads.js', under)
      assert.deepEqual({ ofWorkers, ofPool }, { ofWorkers: 400, ofPool: 300 })
      assert.ok(made > 20)
      assert.equal(reaped, made)
    },
  )
}
