'use strict'

const assert = require('node:assert/strict')
const path = require('node:path')
const { after, test } = require('node:test')

const { ValueType, diag, metrics: api } = require('@opentelemetry/api')
const { AggregationTemporality, DataPointType } = require('@opentelemetry/sdk-metrics')

const { installSubreaper, makeZombie, reap, startReaper } = require('../..')
const { figures, opentelemetry } = require('../../metrics')
const { version } = require('../../package.json')
const { opentelemetryClient } = require('../programs/metrics/clients')
const { copyPackage, until } = require('../support/helpers')

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
  const { collect } = client(t)
  const running = opentelemetry()
  const [{ scope }, ...others] = await collect()
  running.stop()
  assert.deepEqual([scope.name, scope.version, others], ['zombie-reaper', version, []])
})

/**
 * @param {any} data of an instrument
 * @returns {string | number[]} the bounds of the buckets of a histogram
 */
function shapeOf({ dataPointType, dataPoints, isMonotonic }) {
  if (dataPointType === DataPointType.HISTOGRAM) return dataPoints[0].value.buckets.boundaries
  if (dataPointType === DataPointType.GAUGE) return 'gauge'
  return isMonotonic ? 'counter' : 'sum'
}

test('each instrument is as described, and the SDK has nothing to warn of', async (t) => {
  /** @type {unknown[]} */
  const warnings = []
  const warn = (/** @type {unknown[]} */ ...args) => warnings.push(args)
  diag.setLogger({ error: warn, warn, info() {}, debug() {}, verbose() {} })
  t.after(() => diag.disable())
  const { collect, start } = client(t)
  const running = start()
  makeZombie()
  const reaper = startReaper({ quarantine: 1, subreaper: false })
  await until(() => reaper.stats.reaped > 0, 'the histogram has a value')
  reaper.stop()
  const [{ metrics }] = await collect()
  running.stop()

  const found = metrics.map(({ descriptor, ...data }) => {
    const { name, description: help, unit, valueType } = descriptor
    return [name, { help, unit, isDouble: valueType === ValueType.DOUBLE, shape: shapeOf(data) }]
  })
  const described = figures.map(({ opentelemetryName, type, help, unit, buckets }) => {
    const shape = { gauge: unit === 's' ? 'gauge' : 'sum', counter: 'counter', histogram: buckets }
    return [opentelemetryName, { help, unit, isDouble: unit === 's', shape: shape[type] }]
  })
  assert.deepEqual(Object.fromEntries(found), Object.fromEntries(described))
  assert.deepEqual(warnings, [])
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
