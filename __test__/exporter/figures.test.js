'use strict'

// The figures of the exporter, as the real prom-client writes them and as docs/fleet.md lists them.

const assert = require('node:assert/strict')
const { test } = require('node:test')
const client = require('prom-client')

const { ERRORS, Figures, GAUGES, PREFIX, PROBLEMS } = require('../../lib/exporter/figures')
const { SERIES } = require('../../lib/exporter/look/fold')
const { NAMES } = require('../../lib/exporter/look/names')
const { PATIENCE } = require('../../lib/cli/zombies/look')
const { read } = require('../support/documentation')
const { valueOf } = require('../support/exporter')

const page = read('docs/fleet.md')
const all = [...Object.values(GAUGES), ERRORS]

/** @type {import('../../lib/exporter/look/look').Sight} */
const NOTHING = {
  containers: { zombies: [], oldest: [], pids: [], pidsLimit: [] },
  machine: { pids: null, pidsLimit: null },
  processes: 1,
  folded: 0,
  problems: [],
}

test('each figure has its type and its help, also where nothing is known', async () => {
  const text = await new Figures(client).text(NOTHING, 0.5)
  for (const { name, help } of all) {
    const type = name === ERRORS.name ? 'counter' : 'gauge'
    assert.ok(text.includes(`# HELP ${PREFIX}${name} ${help}\n`), name)
    assert.ok(text.includes(`# TYPE ${PREFIX}${name} ${type}\n`), name)
  }
  // An unknown number is absent, and not 0.
  assert.equal(valueOf(text, 'zombie_reaper_machine_pids'), undefined)
  assert.equal(valueOf(text, 'zombie_reaper_exporter_scrape_duration_seconds'), 0.5)
})

test('the numbers of the machine are figures, once they are known', async () => {
  const sight = { ...NOTHING, machine: { pids: 5, pidsLimit: 9 }, processes: 7, folded: 2 }
  const text = await new Figures(client).text(sight, 0)
  const keys = /** @type {const} */ (['machinePids', 'machinePidsLimit', 'processes', 'folded'])
  assert.deepEqual(
    keys.map((key) => valueOf(text, PREFIX + GAUGES[key].name)),
    [5, 9, 7, 2],
  )
})

test('what is gone leaves no series behind', async () => {
  const figures = new Figures(client)
  const labels = { runtime: 'docker', container: 'a', pod: '' }
  const pids = [{ labels, value: 5 }]
  const series = 'zombie_reaper_container_pids{runtime="docker",container="a",pod=""}'
  const containers = { ...NOTHING.containers, pids }
  assert.equal(valueOf(await figures.text({ ...NOTHING, containers }, 0), series), 5)
  assert.equal(valueOf(await figures.text(NOTHING, 0), series), undefined)
})

test('a counter starts at 0, and counts each problem of each look', async () => {
  const figures = new Figures(client)
  const counted = async (
    /** @type {import('../../lib/exporter/look/look').Sight | undefined} */ sight,
  ) => {
    const text = await figures.text(sight, 0)
    const names = ['look-failed', 'cgroups-missing', 'proc-restricted', 'own-namespace-only']
    return names.map((what) => valueOf(text, `${PREFIX}${ERRORS.name}{what="${what}"}`))
  }
  assert.deepEqual(await counted(NOTHING), [0, 0, 0, 0])
  assert.deepEqual(await counted({ ...NOTHING, problems: ['cgroups-missing'] }), [0, 1, 0, 0])
  assert.deepEqual(await counted(undefined), [1, 1, 0, 0])
})

test('the global registry of prom-client stays as it is', async () => {
  await new Figures(client).text(NOTHING, 0)
  assert.equal(await client.register.metrics(), '\n')
})

test('docs/fleet.md lists each figure with its labels, and no other', () => {
  const rows = [...page.matchAll(/^\| `zombie_reaper_(\w+)` +\|([^|]*)\|/gm)]
  assert.deepEqual(
    rows.map(([, name, labels]) => [name, labels.match(/\w+/g) ?? []]),
    all.map(({ name, labels = [] }) => [name, [...labels]]),
  )
})

test('docs/fleet.md lists every label, each problem, and the bounds', () => {
  const rows = [...page.matchAll(/^\| `(?!zombie_reaper_)(\w+)` +\|/gm)].map(([, label]) => label)
  assert.deepEqual(rows, [...new Set(all.flatMap(({ labels = [] }) => labels))])
  for (const what of PROBLEMS) assert.ok(page.includes(`\`${what}\``), what)
  assert.ok(page.includes(`at most ${SERIES} series`))
  assert.ok(page.includes(`at most ${NAMES} names`))
  assert.ok(page.includes(`seen for ${PATIENCE} ms`))
})
