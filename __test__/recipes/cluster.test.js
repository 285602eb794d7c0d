'use strict'

const assert = require('node:assert/strict')
const { test } = require('node:test')

const { runWithAuto } = require('../support/automatic')
const { runRecipe } = require('../support/recipes')

test('each worker tells how it ended, and the helpers that they left behind are reaped', async () => {
  assert.deepEqual(await runRecipe('cluster.js'), { ends: ['SIGKILL', 7, 'SIGKILL', 7], reaped: 4 })
})

test('every exit event arrives of 8 workers, each ended and restarted 50 times', async () => {
  const { ofWorkers, ofCluster, made, reaped } = await runWithAuto('recipes/cluster.js')
  assert.deepEqual({ ofWorkers, ofCluster }, { ofWorkers: 400, ofCluster: 400 })
  assert.ok(made > 20)
  assert.equal(reaped, made)
})
