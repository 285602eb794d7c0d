'use strict'

// Room: the figures of `zombie-reaper/metrics`, for Prometheus and for OpenTelemetry.
//
// The one description of the figures. The names of both ecosystems are one name: the rules by which
// OpenTelemetry names become Prometheus names make the second from the first.

/** @typedef {import('../../metrics').Figure} Figure */

/** @type {Figure[]} */
const described = [
  {
    name: 'zombie_reaper_zombies',
    opentelemetryName: 'zombie_reaper.zombies',
    type: 'gauge',
    unit: '{zombie}',
    help: 'Zombies that /proc shows, by who must reap them.',
    attributes: {
      reaper: [
        'us',
        'quarantine',
        'libuv',
        'runtime',
        'other-thread',
        'threads',
        'tracer',
        'outside',
        'parent',
        'pid1',
      ],
    },
  },
  {
    name: 'zombie_reaper_orphans',
    opentelemetryName: 'zombie_reaper.orphans',
    type: 'gauge',
    unit: '{process}',
    help: 'Living children of this process that the runtime does not wait for.',
    attributes: {},
  },
  {
    name: 'zombie_reaper_reaped_total',
    opentelemetryName: 'zombie_reaper.reaped',
    type: 'counter',
    unit: '{process}',
    help: 'Processes that zombie-reaper has reaped in this process, by how they ended.',
    attributes: { ended: ['exit', 'signal'] },
  },
  {
    name: 'zombie_reaper_quarantined',
    opentelemetryName: 'zombie_reaper.quarantined',
    type: 'gauge',
    unit: '{zombie}',
    help: 'Zombies that wait for the end of their quarantine.',
    attributes: {},
  },
  {
    name: 'zombie_reaper_pids_used',
    opentelemetryName: 'zombie_reaper.pids.used',
    type: 'gauge',
    unit: '{task}',
    help: 'Threads and zombies that count against the tightest PID limit.',
    attributes: {},
  },
  {
    name: 'zombie_reaper_pids_limit',
    opentelemetryName: 'zombie_reaper.pids.limit',
    type: 'gauge',
    unit: '{task}',
    help: 'The tightest PID limit of this process.',
    attributes: {},
  },
  {
    name: 'zombie_reaper_pids_headroom',
    opentelemetryName: 'zombie_reaper.pids.headroom',
    type: 'gauge',
    unit: '{task}',
    help: 'Threads and processes that can still start below the tightest PID limit.',
    attributes: {},
  },
  {
    name: 'zombie_reaper_death_to_reap_seconds',
    opentelemetryName: 'zombie_reaper.death_to_reap',
    type: 'histogram',
    unit: 's',
    help: 'Time from when the quarantine first saw a zombie until it was reaped.',
    attributes: {},
    // A quarantine of 100 ms ends soon after 0.1. A busy thread extends it to 0.5.
    buckets: [0.01, 0.05, 0.1, 0.15, 0.2, 0.3, 0.5, 0.6, 1, 2.5, 10],
  },
  {
    name: 'zombie_reaper_scrape_duration_seconds',
    opentelemetryName: 'zombie_reaper.scrape_duration',
    type: 'gauge',
    unit: 's',
    help: 'Time of the main thread that this scrape took.',
    attributes: {},
  },
  {
    name: 'zombie_reaper_scrape_slices',
    opentelemetryName: 'zombie_reaper.scrape_slices',
    type: 'gauge',
    unit: '{slice}',
    help: 'Slices in which this scrape read /proc: above 1 where many processes run.',
    attributes: {},
  },
  {
    name: 'zombie_reaper_scrape_incomplete',
    opentelemetryName: 'zombie_reaper.scrape_incomplete',
    type: 'gauge',
    unit: '{reason}',
    help: 'Whether this scrape had to leave figures out, by the reason: 1 or 0.',
    attributes: { reason: ['no-proc', 'no-descriptor', 'no-pidfd', 'other'] },
  },
]

/** @type {readonly Figure[]} */
const figures = Object.freeze(described.map(frozen))

/**
 * @param {string} name
 * @returns {Figure}
 */
function figureOf(name) {
  return /** @type {Figure} */ (figures.find((figure) => figure.name === name))
}

/**
 * @template {object} T
 * @param {T} value
 * @returns {T} the value, frozen at every depth
 */
function frozen(value) {
  for (const inner of Object.values(value)) if (typeof inner === 'object') frozen(inner)
  return Object.freeze(value)
}

module.exports = { figureOf, figures }
