'use strict'

// Both ecosystems behind one face: starts the figures, and reads them as one object, keyed as
// Prometheus writes them, such as `zombie_reaper_zombies{reaper="us"}`.

const { metrics: api } = require('@opentelemetry/api')
const {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} = require('@opentelemetry/sdk-metrics')
const { Registry } = require('prom-client')

const { figures, opentelemetry, prometheus } = require('../../../metrics')

/**
 * @typedef {object} Client
 * @property {() => import('../../../metrics').Metrics} start
 * @property {() => Promise<Record<string, number>>} read
 * @property {() => Promise<void>} end
 */

/** @returns {Client} */
function prometheusClient(register = new Registry()) {
  return {
    start: () => prometheus(register),
    async read() {
      const lines = (await register.metrics()).split('\n')
      const samples = lines.filter((line) => line !== '' && !line.startsWith('#'))
      return Object.fromEntries(
        samples.map((line) => {
          const space = line.lastIndexOf(' ')
          return [line.slice(0, space), Number(line.slice(space + 1))]
        }),
      )
    },
    async end() {},
  }
}

/**
 * @typedef {object} OfOpentelemetry
 * @property {import('@opentelemetry/api').Meter} meter
 * @property {() => Promise<import('@opentelemetry/sdk-metrics').ScopeMetrics[]>} collect
 */

/** @returns {Client & OfOpentelemetry} */
function opentelemetryClient(temporality = AggregationTemporality.CUMULATIVE) {
  const exporter = new InMemoryMetricExporter(temporality)
  // Reads on demand only.
  const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 2 ** 31 - 1 })
  const provider = new MeterProvider({ readers: [reader] })
  api.setGlobalMeterProvider(provider)
  const meter = api.getMeter('test')
  async function collect() {
    exporter.reset()
    await provider.forceFlush()
    return exporter.getMetrics().flatMap(({ scopeMetrics }) => scopeMetrics)
  }
  return {
    meter,
    collect,
    start: () => opentelemetry(meter),
    async read() {
      const points = (await collect())
        .flatMap(({ metrics }) => metrics)
        .flatMap(({ descriptor, dataPoints }) =>
          dataPoints.map(({ value, attributes }) => ({ name: descriptor.name, value, attributes })),
        )
      return Object.fromEntries(points.flatMap(samplesOf))
    },
    end: () => provider.shutdown(),
  }
}

/**
 * @param {{ name: string, value: any, attributes: object }} point
 * @returns {[string, number][]}
 */
function samplesOf({ name, value, attributes }) {
  const known = figures.find(({ opentelemetryName }) => opentelemetryName === name)?.name
  if (typeof value === 'object') {
    const { count, sum } = value
    return [
      [`${known}_count`, count],
      [`${known}_sum`, sum],
    ]
  }
  const labels = Object.entries(attributes).map(([label, text]) => `${label}="${text}"`)
  return [[labels.length > 0 ? `${known}{${labels}}` : `${known}`, value]]
}

/** @type {Record<string, () => Client>} */
const clients = { prometheus: prometheusClient, opentelemetry: opentelemetryClient }

module.exports = { clients, opentelemetryClient, prometheusClient }
