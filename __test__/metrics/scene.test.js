'use strict'

// Each figure is right, in both ecosystems, in a PID namespace with real zombies and a real orphan.

const assert = require('node:assert/strict')
const { test } = require('node:test')

const { figures } = require('../../metrics')
const { IN_NAMESPACE, program, runNode, skipWithoutNamespace } = require('../support/helpers')

/** @type {Record<string, number>} */
const COUNTS = {
  'zombie_reaper_zombies{reaper="quarantine"}': 1,
  'zombie_reaper_zombies{reaper="parent"}': 1,
  zombie_reaper_orphans: 1,
  'zombie_reaper_reaped_total{ended="exit"}': 2,
  'zombie_reaper_reaped_total{ended="signal"}': 1,
  zombie_reaper_quarantined: 1,
  // A bare reap() takes zombies that the quarantine has not seen.
  zombie_reaper_death_to_reap_seconds_count: 2,
}

/** The samples whose value depends on the machine. */
const MEASURED = new Set([
  'zombie_reaper_pids_used',
  'zombie_reaper_pids_limit',
  'zombie_reaper_pids_headroom',
  'zombie_reaper_death_to_reap_seconds_sum',
  'zombie_reaper_scrape_duration_seconds',
  'zombie_reaper_scrape_slices',
])

/** The samples that must be there, with 0 for every value of a label that COUNTS does not have. */
const expected = Object.fromEntries(
  figures
    .filter(({ type }) => type !== 'histogram')
    .flatMap(({ name, attributes }) => {
      const [[label, values] = ['', []]] = Object.entries(attributes)
      return label === '' ? [name] : values.map((value) => `${name}{${label}="${value}"}`)
    })
    .filter((sample) => !MEASURED.has(sample))
    .map((sample) => [sample, 0]),
)

test(
  'every figure is right, with Prometheus and with OpenTelemetry',
  { skip: skipWithoutNamespace },
  async () => {
    const { bare, limit, read, times } = await runNode([program('metrics/scene.js')], {
      under: IN_NAMESPACE,
    })
    assert.equal(bare, 1)
    assert.equal(read.length, 2)
    for (const [index, samples] of read.entries()) {
      const counts = Object.entries(samples).filter(
        ([sample]) => !MEASURED.has(sample) && !sample.includes('_bucket'),
      )
      assert.deepEqual(Object.fromEntries(counts), { ...expected, ...COUNTS })
      const {
        zombie_reaper_pids_used: used,
        zombie_reaper_pids_limit: most,
        zombie_reaper_pids_headroom: headroom,
        zombie_reaper_death_to_reap_seconds_sum: waited,
        zombie_reaper_scrape_duration_seconds: duration,
        zombie_reaper_scrape_slices: slices,
      } = samples
      assert.equal(most, limit)
      assert.ok(used > 0 && headroom === limit - used)
      // The killed one was no orphan, so it stayed for the whole quarantine of 100 ms.
      assert.ok(waited >= 0.1 && slices >= 1)
      assert.ok(duration > 0 && duration <= times[index])
    }
  },
)
