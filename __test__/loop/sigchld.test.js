'use strict'

// The watch of SIGCHLD, which all watchers share.

const assert = require('node:assert/strict')
const { after, afterEach, test } = require('node:test')
const { setImmediate: turn } = require('node:timers/promises')

const { now } = require('../../lib/loop/clocks')
const { Sigchld, lastTurn } = require('../../lib/loop/sigchld')
const { makeZombie, reap } = require('../..')
const { catchesSigchld, until } = require('../support/helpers')

// A watch does not keep the process alive.
const alive = setInterval(() => {}, 1000)
after(() => clearInterval(alive))

/** @type {InstanceType<typeof Sigchld>[]} */
const watches = []
afterEach(() => {
  for (const made of watches.splice(0)) made.stop()
  reap()
})

/** @param {() => void} onBurst */
function watch(onBurst) {
  const made = new Sigchld(onBurst)
  watches.push(made)
  made.watch()
  return made
}

/** Waits until a watcher has heard of a death. */
function hear() {
  return new Promise((resolve) => {
    watch(() => resolve(undefined))
    makeZombie()
  })
}

test('the process handles SIGCHLD from the first watch to the end of the last', () => {
  const never = new Sigchld(() => {})
  never.stop()
  assert.equal(catchesSigchld(), false)
  const [one, other] = [watch(() => {}), watch(() => {})]
  one.watch()
  assert.equal(catchesSigchld(), true)
  one.stop()
  never.stop()
  one.stop()
  assert.equal(catchesSigchld(), true)
  other.stop()
  assert.equal(catchesSigchld(), false)
  other.stop()
})

test('every watcher hears of each burst, also of a second one', async () => {
  let heard = 0
  watch(() => heard++)
  await hear()
  assert.ok(heard >= 1)
  const before = heard
  await hear()
  assert.ok(heard > before)
})

test('signals that arrive together are one burst', async () => {
  let bursts = 0
  watch(() => bursts++)
  process.kill(process.pid, 'SIGCHLD')
  process.kill(process.pid, 'SIGCHLD')
  await until(() => bursts > 0, 'the burst is heard')
  await turn()
  assert.equal(bursts, 1)
})

test('a watcher that another one stops in the burst still hears of it', async () => {
  let heard = false
  const first = watch(() => second.stop())
  const second = watch(() => (heard = true))
  await hear()
  first.stop()
  assert.ok(heard)
})

test('turns of the loop are seen while somebody watches', async () => {
  assert.equal(lastTurn(), 0)
  const start = now()
  watch(() => {})
  await until(async () => {
    await turn()
    return lastTurn() >= start
  }, 'a turn has passed')
  assert.ok(lastTurn() <= now())
})
