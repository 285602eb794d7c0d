'use strict'

const assert = require('node:assert/strict')
const path = require('node:path')
const { after, test } = require('node:test')

const { metrics: api } = require('@opentelemetry/api')
const { AggregationTemporality } = require('@opentelemetry/sdk-metrics')

const { installSubreaper, makeZombie, reap } = require('../..')
const { opentelemetry } = require('../../metrics')
const { opentelemetryClient } = require('../programs/metrics/clients')
const { copyPackage } = require('../support/helpers')

installSubreaper()
after(() => reap())

const EXITED = 'zombie_reaper_reaped_total{ended="exit"}'

/** @param {import('node:test').TestContext} t */
function client(t, temporality = AggregationTemporality.CUMULATIVE) {
  const made = opentelemetryClient(temporality)
  t.after(() => {
    api.disable()
    return made.end()
  })
  return made
}

test('stop() ends the counting and the looks, and a second start goes on', async (t) => {
  const delta = client(t, AggregationTemporality.DELTA)
  const first = delta.start()
  makeZombie()
  reap()
  assert.equal((await delta.read())[EXITED], 1)
  first.stop()
  first.stop()
  makeZombie()
  reap()
  // A reader with delta temporality reports what is new: nothing.
  assert.deepEqual(await delta.read(), {})

  const second = delta.start()
  assert.notEqual(second, first)
  first.stop()
  makeZombie()
  reap()
  const samples = await delta.read()
  assert.equal(samples[EXITED], 1)
  assert.ok(samples.zombie_reaper_scrape_duration_seconds > 0)
  second[Symbol.dispose]()
})

test('a second call with the same meter returns the same object', (t) => {
  const { meter } = client(t)
  const running = opentelemetry(meter)
  assert.equal(opentelemetry(meter), running)
  running.stop()
})

test('so does one in another copy of the package, and nothing is counted twice', async (t) => {
  const { meter, read, start } = client(t)
  const running = start()
  assert.equal(require(path.join(copyPackage(), 'metrics')).opentelemetry(meter), running)
  makeZombie()
  reap()
  assert.equal((await read())[EXITED], 1)
  running.stop()
})

test('without an argument it is the meter "zombie-reaper" of the global provider', async (t) => {
  const { read } = client(t)
  const running = opentelemetry()
  assert.equal((await read())[EXITED], 0)
  running.stop()
})

test('without a provider nothing is reported, and nothing fails', () => {
  opentelemetry().stop()
})

test('a wrong argument is refused', () => {
  for (const wrong of [null, 'meter', {}, [], 1, { createHistogram() {} }]) {
    assert.throws(() => opentelemetry(/** @type {any} */ (wrong)), {
      name: 'TypeError',
      code: 'ERR_INVALID_ARG_TYPE',
      message: /^The "meter" argument must be a Meter of @opentelemetry\/api\. Received /,
    })
  }
})
