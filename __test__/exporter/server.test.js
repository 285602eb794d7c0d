'use strict'

const assert = require('node:assert/strict')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')

const { startExporter, valueOf } = require('../support/exporter')
const { program, skipWithoutPidsCgroup, temporaryFolder, until } = require('../support/helpers')
const { startContainer } = require('../support/container-groups')
const { idleConnections } = require('../support/idle-connections')
const { run } = require('../support/init-helpers')

test(
  'a scrape has the zombies of a container, in the text of prom-client',
  { skip: skipWithoutPidsCgroup },
  async (t) => {
    const name = 'a"b\\c'
    const { id, group } = await startContainer(t, { zombies: 3, name: [name] })
    fs.writeFileSync(`${group}/pids.max`, '500')
    const { url } = await startExporter(t)
    const labels = `runtime="docker",container="${id}",pod=""`
    const zombies = `zombie_reaper_container_zombies{${labels},parent="a\\"b\\\\c",verdict="mend-parent"}`
    let text
    do text = await (await fetch(`${url}/metrics`)).text()
    while (valueOf(text, zombies) === undefined)
    assert.equal(valueOf(text, zombies), 3)
    assert.ok(Number(valueOf(text, `zombie_reaper_container_oldest_zombie_seconds{${labels}}`)) > 0)
    assert.ok(Number(valueOf(text, `zombie_reaper_container_pids{${labels}}`)) > 3)
    assert.equal(valueOf(text, `zombie_reaper_container_pids_limit{${labels}}`), 500)
    for (const figure of [
      'zombie_reaper_machine_pids',
      'zombie_reaper_machine_pids_limit',
      'zombie_reaper_exporter_scrape_duration_seconds',
      'zombie_reaper_exporter_processes',
    ])
      assert.ok(Number(valueOf(text, figure)) > 0, figure)
    assert.equal(valueOf(text, 'zombie_reaper_exporter_errors_total{what="look-failed"}'), 0)
  },
)

test('/healthz is answered while a scrape is under way', async (t) => {
  // In this tree of control groups, a look waits until the test writes a number.
  const root = temporaryFolder()
  const id = 'a'.repeat(64)
  const gate = path.join(root, `docker-${id}.scope/pids.current`)
  fs.mkdirSync(path.dirname(gate))
  fs.writeFileSync(path.join(root, 'cgroup.controllers'), '')
  assert.equal(run(['mkfifo', gate]).status, 0)

  const starting = startExporter(t, ['--cgroup-root', root])
  await fs.promises.writeFile(gate, '1\n')
  const { url } = await starting
  let isDone = false
  const scrape = fetch(`${url}/metrics`).then((answer) => {
    isDone = true
    return answer.text()
  })
  // Returns when the look has opened the other end (fifo(7)). The look now waits for a number.
  const writer = await fs.promises.open(gate, 'w')
  const health = await fetch(`${url}/healthz`)
  assert.deepEqual([health.status, await health.text(), isDone], [200, 'ok\n', false])
  await writer.writeFile('42\n')
  await writer.close()
  const labels = `runtime="docker",container="${id}",pod=""`
  assert.equal(valueOf(await scrape, `zombie_reaper_container_pids{${labels}}`), 42)
})

test('a look that fails is counted, is unhealthy, and the next look works again', async (t) => {
  const flags = ['--require', program('exporter/fail-once.js')]
  const { url } = await startExporter(t, [], flags)
  const failed = await (await fetch(`${url}/metrics`)).text()
  const errors = 'zombie_reaper_exporter_errors_total{what="look-failed"}'
  assert.equal(valueOf(failed, errors), 1)
  // No figure is better than an old one.
  assert.doesNotMatch(failed, /^zombie_reaper_(container|machine|exporter_processes)/m)
  const sick = await fetch(`${url}/healthz`)
  assert.deepEqual([sick.status, await sick.text()], [503, 'the Worker fails\n'])

  const healthy = await (await fetch(`${url}/metrics`)).text()
  assert.equal(valueOf(healthy, errors), 1)
  assert.ok(Number(valueOf(healthy, 'zombie_reaper_exporter_processes')) > 0)
  assert.equal((await fetch(`${url}/healthz`)).status, 200)
})

test('it keeps 100 connections, so idle ones cost no more memory', async (t) => {
  const { url } = await startExporter(t)
  const end = await idleConnections(t, url, { made: 120, kept: 100 })
  end()
  await until(async () => {
    const answer = await fetch(`${url}/healthz`).catch(() => null)
    return answer?.status === 200
  }, 'it answers again')
})

test('without control groups it says so, counts an error, and has the other figures', async (t) => {
  const { lines, url } = await startExporter(t, ['--cgroup-root', '/nonexistent'])
  assert.ok(
    lines.includes('no control groups at /nonexistent: PIDs and limits of containers are missing'),
  )
  const text = await (await fetch(`${url}/metrics`)).text()
  // The look before the exporter listened counts, too.
  assert.equal(valueOf(text, 'zombie_reaper_exporter_errors_total{what="cgroups-missing"}'), 2)
  assert.ok(Number(valueOf(text, 'zombie_reaper_machine_pids')) > 0)
})
