'use strict'

// The figures, as Prometheus sees them.

/** @typedef {import('./look/fold').Series} Series */
/** @typedef {import('./look/look').Sight} Sight */

const CONTAINER = /** @type {const} */ (['runtime', 'container', 'pod'])

const PREFIX = 'zombie_reaper_'

/** @type {Record<string, { name: string, help: string, labels?: readonly string[] }>} */
const GAUGES = {
  zombies: {
    name: 'container_zombies',
    help: 'Zombies in a container, by the name of the parent that must reap them.',
    labels: [...CONTAINER, 'parent', 'verdict'],
  },
  oldest: {
    name: 'container_oldest_zombie_seconds',
    help: 'Time since the exporter first saw the oldest zombie in a container.',
    labels: CONTAINER,
  },
  pids: {
    name: 'container_pids',
    help: 'PIDs that a container or a pod uses: processes, threads and zombies.',
    labels: CONTAINER,
  },
  pidsLimit: {
    name: 'container_pids_limit',
    help: 'PIDs that a container or a pod may use. Absent without a limit.',
    labels: CONTAINER,
  },
  machinePids: {
    name: 'machine_pids',
    help: 'PIDs that the machine uses: processes, threads and zombies.',
  },
  machinePidsLimit: {
    name: 'machine_pids_limit',
    help: 'PIDs that the machine may use: the smaller of pid_max and threads-max.',
  },
  duration: {
    name: 'exporter_scrape_duration_seconds',
    help: 'Time that the exporter took to look at the machine for this scrape.',
  },
  processes: {
    name: 'exporter_processes',
    help: 'Processes that the exporter sees, zombies included.',
  },
  folded: {
    name: 'exporter_folded_series',
    help: 'Series that this scrape folded into series named "other".',
  },
}

const ERRORS = {
  name: 'exporter_errors_total',
  help: 'Looks at the machine that failed, or that could not see everything.',
  labels: ['what'],
}

/** What can go wrong with a look. */
const PROBLEMS = /** @type {const} */ ([
  'look-failed',
  'cgroups-missing',
  'proc-restricted',
  'own-namespace-only',
])

class Figures {
  #client
  #errors

  /** @param {typeof import('prom-client')} client */
  constructor(client) {
    this.#client = client
    const { name, help, labels } = ERRORS
    const described = { name: PREFIX + name, help, labelNames: labels, registers: [] }
    this.#errors = new client.Counter(described)
    // Without a first 0, the first error would be no increase.
    for (const what of PROBLEMS) this.#errors.inc({ what }, 0)
  }

  get contentType() {
    return new this.#client.Registry().contentType
  }

  /**
   * @param {Sight | undefined} sight undefined when the look failed
   * @param {number} seconds for which the look took
   * @returns {Promise<string>} the text for a scrape
   */
  text(sight, seconds) {
    for (const what of sight?.problems ?? ['look-failed']) this.#errors.inc({ what })
    // A new registry for each scrape: the containers of the last one may be gone.
    const registry = new this.#client.Registry()
    /** @type {Record<string, Series[]>} */
    const figures = { ...(sight && seriesOf(sight)), duration: [single(seconds)] }
    for (const [key, { name, help, labels = [] }] of Object.entries(GAUGES)) {
      const gauge = new this.#client.Gauge({
        name: PREFIX + name,
        help,
        labelNames: labels,
        registers: [registry],
      })
      // prom-client sets a gauge without labels to 0. The value may be unknown.
      if (labels.length === 0) gauge.remove()
      for (const series of figures[key] ?? []) gauge.set(series.labels, series.value)
    }
    registry.registerMetric(this.#errors)
    return registry.metrics()
  }
}

/**
 * @param {Sight} sight
 * @returns {Record<string, Series[]>} by the keys of GAUGES
 */
function seriesOf({ containers, machine, processes, folded }) {
  const { pids, pidsLimit } = machine
  return {
    ...containers,
    machinePids: pids === null ? [] : [single(pids)],
    machinePidsLimit: pidsLimit === null ? [] : [single(pidsLimit)],
    processes: [single(processes)],
    folded: [single(folded)],
  }
}

/**
 * @param {number} value
 * @returns {Series}
 */
function single(value) {
  return { labels: {}, value }
}

module.exports = { ERRORS, Figures, GAUGES, PREFIX, PROBLEMS }
