'use strict'

const { version } = require('../../package.json')
const { binding } = require('../native/binding')
const { requireMainThread } = require('../native/guards')
const { invalidArgType } = require('../support/errors')
const { shared } = require('../support/shared')
const { figureOf, figures } = require('./figures')
const { look } = require('./look')
const { peer } = require('./peer')
const { onReaped } = require('./reaped')
const { Running } = require('./running')

/** @typedef {import('@opentelemetry/api').Meter} Meter */
/** @typedef {import('../../metrics').Figure} Figure */

const CALLER = 'opentelemetry()'

const METHODS = [
  'addBatchObservableCallback',
  'createCounter',
  'createHistogram',
  'createObservableGauge',
  'createObservableUpDownCounter',
  'removeBatchObservableCallback',
]

/**
 * @param {unknown} [meter]
 * @returns {import('../../metrics').Metrics}
 */
function opentelemetry(meter) {
  if (meter !== undefined && !isMeter(meter))
    throw invalidArgType('meter', 'a Meter of @opentelemetry/api', meter)
  if (binding === null) return new Running(() => {})
  requireMainThread(CALLER)
  const target = meter ?? globalMeter()
  // Another copy of this package hears of the same reaped processes.
  const { meters } = shared()
  const running = meters.get(target) ?? start(target)
  meters.set(target, running)
  return running
}

/** @returns {Meter} */
function globalMeter() {
  const { metrics } = peer('@opentelemetry/api', () => require('@opentelemetry/api'), CALLER)
  return metrics.getMeter('zombie-reaper', version)
}

/** @param {Meter} meter */
function start(meter) {
  const total = figureOf('zombie_reaper_reaped_total')
  const counter = meter.createCounter(total.opentelemetryName, optionsOf(total))
  for (const ended of total.attributes.ended) counter.add(0, { ended })
  const time = /** @type {Required<Figure>} */ (figureOf('zombie_reaper_death_to_reap_seconds'))
  const histogram = meter.createHistogram(time.opentelemetryName, {
    ...optionsOf(time),
    advice: { explicitBucketBoundaries: [...time.buckets] },
  })
  const unlisten = onReaped({
    ended: (ended) => counter.add(1, { ended }),
    waited: (seconds) => histogram.record(seconds),
  })
  const gauges = figures
    .filter(({ type }) => type === 'gauge')
    .map((figure) => ({ figure, instrument: instrumentOf(meter, figure) }))
  const instruments = gauges.map(({ instrument }) => instrument)
  // One callback for all: a collection looks once.
  /** @param {import('@opentelemetry/api').BatchObservableResult} result */
  async function observe(result) {
    const found = await look()
    for (const { figure, instrument } of gauges) {
      const value = found.get(figure.name)
      if (typeof value === 'number') result.observe(instrument, value)
      if (typeof value !== 'object') continue
      const [[attribute, values]] = Object.entries(figure.attributes)
      for (const each of values) result.observe(instrument, value[each], { [attribute]: each })
    }
  }
  meter.addBatchObservableCallback(observe, instruments)
  return new Running(() => {
    unlisten()
    shared().meters.delete(meter)
    meter.removeBatchObservableCallback(observe, instruments)
  })
}

/**
 * Makes the instrument that the conventions name: numbers of things are sums, so a backend may add
 * them up. A duration is a gauge.
 * @param {Meter} meter
 * @param {Figure} figure
 */
function instrumentOf(meter, figure) {
  const { opentelemetryName, unit } = figure
  return unit === 's'
    ? meter.createObservableGauge(opentelemetryName, optionsOf(figure))
    : meter.createObservableUpDownCounter(opentelemetryName, optionsOf(figure))
}

/** @param {Figure} figure */
function optionsOf({ help, unit }) {
  // The values of the enum ValueType. Its module is not needed where the program passes a meter.
  const [INT, DOUBLE] = [0, 1]
  return { description: help, unit, valueType: unit === 's' ? DOUBLE : INT }
}

/**
 * Checks what a Meter can do, and not its class: the API is a set of interfaces.
 * @param {unknown} value
 * @returns {value is Meter}
 */
function isMeter(value) {
  const methods = /** @type {Record<string, unknown>} */ (value ?? {})
  return METHODS.every((name) => typeof methods[name] === 'function')
}

module.exports = { opentelemetry }
