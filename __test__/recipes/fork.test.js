'use strict'

const assert = require('node:assert/strict')
const { test } = require('node:test')

const { PLACES, runWithAuto } = require('../support/automatic')

for (const [place, under, skip] of PLACES) {
  test(
    `${place}, the messages and the end of each of 100 children of fork() arrive while orphans die`,
    { skip },
    async () => {
      const { answered, ended, made, reaped } = await runWithAuto('recipes/fork.js', under)
      assert.deepEqual({ answered, ended }, { answered: 100, ended: 100 })
      assert.ok(made > 20)
      assert.equal(reaped, made)
    },
  )
}
