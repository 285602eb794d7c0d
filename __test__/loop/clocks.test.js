'use strict'

// Test tools fake time: sinon does, and Jest and Vitest use sinon's fake timers.

const assert = require('node:assert/strict')
const { test } = require('node:test')

const { program, root, runNode } = require('../support/helpers')

for (const kind of ['frozen', 'sinon']) {
  test(`clocks and schedulers that are faked (${kind}) stop nothing, and see no timer of ours`, async () => {
    const result = await runNode([program('loop/faked-clocks.js'), kind])
    assert.deepEqual(result, {
      orphans: [1],
      remaining: [],
      isGone: true,
      events: [2, 3],
      timers: 0,
    })
  })
}

test('loaded while sinon fakes, it works all the same, during that and after', async () => {
  const script = `
    const { clearInterval } = globalThis
    const alive = setInterval(() => {}, 1000)
    const clock = require('sinon').useFakeTimers()
    const { makeZombie, reapOrphans, startReaper } = require(${JSON.stringify(root)})
    async function main() {
      makeZombie()
      const during = (await reapOrphans({ timeout: 5000 })).reaped.length
      clock.restore()
      const reaper = startReaper({ quarantine: 10 })
      const reaped = new Promise((resolve) => reaper.on('reap', resolve))
      makeZombie({ exitCode: 4 })
      const { exitCode } = await reaped
      console.log(JSON.stringify({ during, exitCode }))
    }
    main().finally(() => clearInterval(alive))`
  const result = await runNode(['-e', script])
  assert.deepEqual(result, { during: 1, exitCode: 4 })
})
