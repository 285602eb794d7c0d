'use strict'

// A real Prometheus with the configuration of examples/observability. It scrapes the real exporter
// while a container has a zombie, and a program with zombie-reaper/metrics. It answers every query of
// the rules and of the dashboard.

const assert = require('node:assert/strict')
const { spawn } = require('node:child_process')
const { randomBytes } = require('node:crypto')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')

const dashboard = require('../../examples/observability/dashboard.json')
const {
  PIDS_CGROUP,
  program,
  root,
  skipWithoutPidsCgroup,
  temporaryFolder,
  until,
  untilAsleep,
  untilZombie,
} = require('../support/helpers')
const { descendantsOf } = require('../support/process-table')
const {
  examples,
  firstMatch,
  skipWithoutPrometheus,
  startBound,
  startPrometheus,
} = require('../support/prometheus')

const skip = skipWithoutPidsCgroup || skipWithoutPrometheus

const DATA_SOURCE = '${datasource}'

// Without the rows, which have no queries.
const panels = dashboard.panels.flatMap(({ type, title, description, datasource, targets }) =>
  targets === undefined ? [] : [{ type, title, description, datasource, targets }],
)

const queries = panels.flatMap(({ title, targets }) =>
  targets.map(({ expr }) => ({
    title,
    // As Grafana does, with all machines and programs selected.
    expr: expr.replaceAll('$__rate_interval', '1m').replaceAll(/\$(instance|program)\b/g, '.*'),
  })),
)

/**
 * Makes a control group as Docker does, and in it a zombie of another user.
 * @param {import('node:test').TestContext} t
 * @returns {Promise<string>} the id of the container
 */
async function containerWithZombie(t) {
  const id = randomBytes(32).toString('hex')
  const group = path.join(PIDS_CGROUP, `docker-${id}.scope`)
  fs.mkdirSync(group)
  fs.writeFileSync(path.join(group, 'pids.max'), '100')
  const enter = 'echo $$ >"$0/cgroup.procs" && exec "$@"'
  const asNobody = ['setpriv', '--reuid=65534', '--clear-groups', '--pdeathsig=KILL']
  const sleeps = ['sh', '-c', 'sleep 1000 & exec sleep 1000']
  const parent = spawn('sh', ['-c', enter, group, ...asNobody, ...sleeps])
  t.after(() => until(() => removeGroup(group), `${group} is removed`))
  await untilAsleep(parent.pid)
  const [{ pid: child }] = descendantsOf(Number(parent.pid))
  process.kill(child, 'SIGKILL')
  await untilZombie(child)
  return id
}

/**
 * Kills the processes of a control group, and removes it. The kernel refuses while one is dying.
 * @param {string} group
 * @returns {boolean} whether it is gone
 */
function removeGroup(group) {
  try {
    for (const pid of fs.readFileSync(`${group}/cgroup.procs`, 'utf8').split('\n').filter(Boolean))
      process.kill(Number(pid), 'SIGKILL')
    fs.rmdirSync(group)
    return true
  } catch {
    return false
  }
}

/**
 * Writes the configuration of the example with these addresses and a short interval.
 * @param {string} exporter
 * @param {string} app
 */
function configurationFor(exporter, app) {
  const folder = temporaryFolder()
  const example = path.join(examples, 'observability')
  fs.copyFileSync(path.join(example, 'rules.yaml'), path.join(folder, 'rules.yaml'))
  const file = path.join(folder, 'prometheus.yaml')
  const text = fs
    .readFileSync(path.join(example, 'prometheus.yaml'), 'utf8')
    .replaceAll(/(_interval): 15s/g, '$1: 1s')
    // The job of programs is a comment.
    .replaceAll(/^( +)# (?=-|  )/gm, '$1')
    // Labels of the target as the Prometheus Operator sets them.
    .replace(
      "['exporter:9841']",
      `['${exporter}']\n        labels: { namespace: monitoring, pod: exporter, container: exporter }`,
    )
    .replace("'app:3000'", `'${app}'`)
  fs.writeFileSync(file, text)
  return file
}

/**
 * Starts a program that prints where it listens.
 * @param {import('node:test').TestContext} t
 * @param {string[]} argv
 */
function startListener(t, argv) {
  return firstMatch(startBound(t, argv), /listening on http:\/\/(\S+)\/metrics/)
}

test('a Prometheus that scrapes the exporter and a program', { skip }, async (t) => {
  const container = await containerWithZombie(t)
  // The DaemonSet and compose.yaml drop all capabilities, too.
  const withoutRights = ['--bounding-set=-all', '--inh-caps=-all', '--no-new-privs']
  const args = [path.join(root, 'bin/zombie-reaper.js'), 'exporter', '--listen', '127.0.0.1:0']
  const exporter = await startListener(t, [...withoutRights, process.execPath, ...args])
  const app = await startListener(t, [process.execPath, program('observability/metered.js')])
  const ask = await startPrometheus(t, configurationFor(exporter, app))

  /**
   * Asks until there is an answer: the first scrapes may still be under way.
   * @param {string} query
   * @returns {Promise<{ metric: Record<string, string>, value: [number, string] }[]>}
   */
  async function dataOf(query) {
    /** @type {Awaited<ReturnType<typeof dataOf>>} */
    let data = []
    await until(async () => {
      data = (await ask('query', { query })).result
      return data.length > 0
    }, `${query} has data`)
    return data
  }

  await dataOf('count(up == 1) == 2')

  await t.test('without any capability it shows the zombie of another user', async () => {
    const [{ metric, value }] = await dataOf(
      `zombie_reaper_container_zombies{container="${container}",verdict="mend-parent"}`,
    )
    assert.deepEqual([metric.runtime, metric.parent, value[1]], ['docker', 'sleep', '1'])
    // The container is in no pod. The labels of the target name the pod of the exporter.
    assert.equal(metric.pod, undefined)
    const [{ value: limit }] = await dataOf(
      `zombie_reaper_container_pids_limit{container="${container}"}`,
    )
    assert.equal(limit[1], '100')
  })

  await t.test('each rule can be evaluated', async () => {
    /** @type {{ name: string, health: string, lastError?: string }[]} */
    let rules = []
    await until(async () => {
      const { groups } = await ask('rules')
      rules = groups[0].rules
      return rules.every(({ health }) => health !== 'unknown')
    }, 'each rule has been evaluated')
    assert.equal(rules.length, 9)
    assert.deepEqual(
      rules.filter(({ health }) => health !== 'ok'),
      [],
    )
    await dataOf(`container:zombie_reaper_zombies:sum{container="${container}"} == 1`)
  })

  await t.test('the rules and the dashboard name only metrics that exist', async () => {
    const existing = new Set(await ask('label/__name__/values'))
    const { groups } = await ask('rules')
    const texts = [...queries.map(({ expr }) => expr), JSON.stringify(groups)]
    const named = texts.flatMap((text) => text.match(/[\w:]*zombie_reaper_\w+[\w:]*/g) ?? [])
    assert.ok(named.length > 20)
    assert.deepEqual(
      named.filter((name) => !existing.has(name)),
      [],
    )
  })

  await t.test('each query of the dashboard has data', async () => {
    for (const { expr } of queries) await dataOf(expr)
    const { expr = '' } = queries.find(({ title }) => title === 'Who must act') ?? {}
    const culprits = await dataOf(expr)
    assert.ok(culprits.some(({ metric }) => metric.container === container))
  })
})

test('the dashboard has one data source, a variable, and no deprecated panel', () => {
  for (const { datasource, targets, type, title, description } of panels) {
    for (const one of [datasource, ...targets.map((target) => target.datasource)])
      assert.equal(one?.uid, DATA_SOURCE, title)
    // Grafana has removed graph, singlestat and table-old.
    assert.ok(['stat', 'table', 'timeseries'].includes(type), type)
    assert.ok(description, title)
  }
  const ids = dashboard.panels.map(({ id }) => id)
  assert.equal(new Set(ids).size, ids.length)
})
