'use strict'

// Containers of the real runc, in the groups that Docker and kubelet name.

const assert = require('node:assert/strict')
const { spawnSync } = require('node:child_process')
const { randomBytes, randomUUID } = require('node:crypto')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')

const { Looks } = require('../../lib/exporter/look/look')
const { isRemoved } = require('../support/container-groups')
const { skipUnless, skipWithoutPidsCgroup, temporaryFolder, until } = require('../support/helpers')
const { run } = require('../support/init-helpers')

const CGROUPS = '/sys/fs/cgroup'

const skip =
  skipWithoutPidsCgroup || skipUnless(spawnSync('runc', ['--version']).status === 0, 'needs runc')

/**
 * Starts a container whose PID 1 keeps one zombie. It goes when the test ends.
 * @param {import('node:test').TestContext} t
 * @param {string} cgroup
 * @param {string} parent the group above, which runc leaves behind
 */
function startContainer(t, cgroup, parent) {
  const bundle = temporaryFolder()
  const name = path.basename(bundle)
  assert.equal(run(['runc', 'spec', '--bundle', bundle]).status, 0)
  const file = path.join(bundle, 'config.json')
  const config = JSON.parse(fs.readFileSync(file, 'utf8'))
  config.process.terminal = false
  config.process.args = ['/bin/sh', '-c', 'sh -c "exit 3" & exec sleep 1000']
  config.linux.cgroupsPath = cgroup
  config.linux.resources = { pids: { limit: 64 } }
  for (const folder of ['/bin', '/lib', '/lib64', '/usr'].filter((one) => fs.existsSync(one))) {
    fs.mkdirSync(path.join(bundle, 'rootfs', folder), { recursive: true })
    config.mounts.push({
      destination: folder,
      type: 'bind',
      source: fs.realpathSync(folder),
      options: ['rbind', 'ro'],
    })
  }
  fs.writeFileSync(file, JSON.stringify(config))
  t.after(async () => {
    run(['runc', 'delete', '--force', name])
    for (const group of parent === '' ? [] : everywhere(parent))
      await until(() => isRemoved(group), `${group} is removed`)
  })
  // The container would keep a pipe open.
  const { status } = run(['runc', 'run', '--bundle', bundle, '--detach', name], { stdio: 'ignore' })
  assert.equal(status, 0)
}

/**
 * Returns the folders of a group in all hierarchies.
 * @param {string} group
 */
function everywhere(group) {
  return ['', ...fs.readdirSync(CGROUPS)]
    .map((hierarchy) => path.join(CGROUPS, hierarchy, group))
    .filter((folder) => fs.existsSync(folder))
}

const uid = randomUUID()
const slice = `kubepods-pod${uid.replaceAll('-', '_')}.slice`

for (const { runtime, pod, parent, group } of [
  {
    runtime: 'docker',
    pod: '',
    parent: '',
    group: (/** @type {string} */ id) => `docker-${id}.scope`,
  },
  {
    runtime: 'containerd',
    pod: uid,
    parent: slice,
    group: (/** @type {string} */ id) => `${slice}/cri-containerd-${id}.scope`,
  },
]) {
  test(`the zombie of a container of ${runtime} is its own`, { skip }, async (t) => {
    const id = randomBytes(32).toString('hex')
    startContainer(t, `/${group(id)}`, parent)
    const looks = new Looks(CGROUPS)
    const labels = { runtime, container: id, pod }
    const { zombies, pids, pidsLimit } = await until(() => {
      const { containers } = looks.take()
      // By then PID 1 is the sleep, and not the shell before it.
      const isKnown = containers.zombies.some(
        (one) => one.labels.container === id && one.labels.parent === 'sleep',
      )
      return isKnown ? containers : null
    }, 'the zombie of the sleep stays')
    const ofContainer = (/** @type {{ labels: Record<string, string> }[]} */ series) =>
      series.filter((one) => one.labels.container === id)
    assert.deepEqual(ofContainer(zombies), [
      { labels: { ...labels, parent: 'sleep', verdict: 'init-helps' }, value: 1 },
    ])
    // The sleep and its zombie.
    assert.deepEqual(ofContainer(pids), [{ labels, value: 2 }])
    assert.deepEqual(ofContainer(pidsLimit), [{ labels, value: 64 }])
    const ofPod = pids.filter((one) => one.labels.container === '' && one.labels.pod === uid)
    assert.deepEqual(
      ofPod.map(({ value }) => value),
      pod === '' ? [] : [2],
    )
  })
}
