'use strict'

const { binding } = require('../native/binding')
const { requireMainThread } = require('../native/guards')
const { invalidArgType, withCode } = require('../support/errors')
const { figureOf, figures } = require('./figures')
const { look } = require('./look')
const { peer } = require('./peer')
const { onReaped } = require('./reaped')
const { Running } = require('./running')

/** @typedef {import('prom-client').Registry} Registry */
/** @typedef {import('../../metrics').Figure} Figure */

const CALLER = 'prometheus()'

/**
 * How the processes of a cluster become one figure (AggregatorRegistry of prom-client). They share
 * the machine's processes and limits. Each has its own orphans and its own quarantine.
 * @type {Record<string, import('prom-client').Aggregator>}
 */
const AGGREGATORS = {
  zombie_reaper_orphans: 'sum',
  zombie_reaper_quarantined: 'sum',
  zombie_reaper_pids_limit: 'min',
  zombie_reaper_pids_headroom: 'min',
}

/** @type {WeakMap<object, Started>} */
const started = new WeakMap()

/**
 * @param {unknown} [register]
 * @returns {import('../../metrics').Metrics}
 */
function prometheus(register) {
  if (register !== undefined && !isRegistry(register))
    throw invalidArgType('register', 'a Registry of prom-client', register)
  if (binding === null) return new Running(() => {})
  requireMainThread(CALLER)
  const client = peer('prom-client', () => require('prom-client'), CALLER)
  const target = register ?? client.register
  const before = started.get(target)
  if (before?.isWhole) return before
  // The program has cleared the register.
  before?.stop()
  return new Started(target, client)
}

/** The figures in one register. */
class Started extends Running {
  #register
  /** @type {Map<string, object>} */
  #metrics = new Map()
  #unlisten

  /**
   * @param {Registry} register
   * @param {typeof import('prom-client')} client
   */
  constructor(register, client) {
    refuseOthers(register)
    super(() => this.#remove())
    this.#register = register
    const { Counter, Gauge, Histogram } = client
    /** @param {Figure} figure */
    const common = ({ name, help }) => ({ name, help, registers: [register] })
    for (const figure of figures.filter(({ type }) => type === 'gauge')) {
      const { name, attributes } = figure
      /** @type {import('prom-client').Gauge} */
      const gauge = new Gauge({
        ...common(figure),
        labelNames: Object.keys(attributes),
        aggregator: AGGREGATORS[name] ?? 'max',
        collect: async () => write(gauge, figure, (await look()).get(name)),
      })
      this.#metrics.set(name, gauge)
    }
    const total = figureOf('zombie_reaper_reaped_total')
    const counter = new Counter({ ...common(total), labelNames: Object.keys(total.attributes) })
    for (const ended of total.attributes.ended) counter.inc({ ended }, 0)
    this.#metrics.set(total.name, counter)
    const time = /** @type {Required<Figure>} */ (figureOf('zombie_reaper_death_to_reap_seconds'))
    const histogram = new Histogram({ ...common(time), buckets: [...time.buckets] })
    this.#metrics.set(time.name, histogram)
    this.#unlisten = onReaped({
      ended: (ended) => counter.inc({ ended }),
      waited: (seconds) => histogram.observe(seconds),
    })
    started.set(register, this)
  }

  /** Whether every figure is still in the register. */
  get isWhole() {
    return [...this.#metrics].every(([name, metric]) => this.#has(name, metric))
  }

  /**
   * @param {string} name
   * @param {object} metric
   */
  #has(name, metric) {
    return this.#register.getSingleMetric(name) === metric
  }

  #remove() {
    this.#unlisten()
    started.delete(this.#register)
    for (const [name, metric] of this.#metrics)
      if (this.#has(name, metric)) this.#register.removeSingleMetric(name)
  }
}

/**
 * Throws when a metric of another copy of this package, or of the program, has one of our names.
 * @param {Registry} register
 */
function refuseOthers(register) {
  const taken = figures.find(({ name }) => register.getSingleMetric(name) !== undefined)
  if (taken === undefined) return
  throw withCode(
    new Error(
      `The register already has a metric ${taken.name}, which another copy of zombie-reaper or the program has registered. Use another register, or call stop() of that copy first`,
    ),
    'ERR_ZOMBIE_REAPER_FIGURE_EXISTS',
  )
}

/**
 * Sets a gauge to what a look has found. Without a value the gauge is left out.
 * @param {import('prom-client').Gauge} gauge
 * @param {Figure} figure
 * @param {number | Record<string, number> | undefined} value
 */
function write(gauge, { attributes }, value) {
  const [label] = Object.keys(attributes)
  if (typeof value === 'number') gauge.set(value)
  else if (label === undefined) gauge.remove()
  else if (value === undefined) for (const each of attributes[label]) gauge.remove(each)
  else for (const each of attributes[label]) gauge.set({ [label]: each }, value[each])
}

/**
 * Checks what a Registry can do, and not its class: a program may have two copies of prom-client.
 * @param {unknown} value
 * @returns {value is Registry}
 */
function isRegistry(value) {
  const { registerMetric, getSingleMetric, removeSingleMetric } = /** @type {any} */ (value ?? {})
  return [registerMetric, getSingleMetric, removeSingleMetric].every(
    (method) => typeof method === 'function',
  )
}

module.exports = { prometheus }
