'use strict'

const assert = require('node:assert/strict')
const { afterEach, test } = require('node:test')

const { now } = require('../../lib/loop/clocks')
const { Pause } = require('../../lib/loop/pause')
const { makeZombie, reap } = require('../..')
const { catchesSigchld, root, runNode } = require('../support/helpers')

// No test waits this long.
const NEVER = 2 ** 31 - 1

/** @type {InstanceType<typeof Pause> | undefined} */
let pause
afterEach(() => {
  pause?.stop()
  reap()
})

test('a pause ends with its time, and not earlier', async () => {
  pause = new Pause()
  const start = now()
  await pause.for(30)
  assert.ok(now() - start >= 30)
})

test('a pause ends when a child dies', async () => {
  pause = new Pause()
  const end = pause.for(NEVER)
  makeZombie()
  await end
})

test('however many children die, a pause is not shorter than its shortest time', async () => {
  const script = `
    const { makeZombie } = require(${JSON.stringify(root)})
    const { Pause } = require(${JSON.stringify(`${root}/lib/loop/pause`)})
    const { Sigchld } = require(${JSON.stringify(`${root}/lib/loop/sigchld`)})
    let isOver = false
    new Pause().for(${NEVER}, ${NEVER}).then(() => (isOver = true))
    // Hears of each death after the pause has.
    let deaths = 0
    new Sigchld(() => {
      if (++deaths < 2) makeZombie()
      else setImmediate(() => {
        console.log(JSON.stringify(isOver))
        process.exit()
      })
    }).watch()
    makeZombie()`
  assert.equal(await runNode(['-e', script]), false)
})

test('a pause keeps the program alive, and hears of no death after stop()', async () => {
  const script = `
    const { Pause } = require(${JSON.stringify(`${root}/lib/loop/pause`)})
    const pause = new Pause()
    pause.aTurn().then(() => pause.for(1)).then(() => console.log('"over"'))`
  assert.equal(await runNode(['-e', script]), 'over')

  pause = new Pause()
  assert.equal(catchesSigchld(), true)
  pause.stop()
  assert.equal(catchesSigchld(), false)
})
