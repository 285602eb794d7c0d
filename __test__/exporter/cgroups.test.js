'use strict'

const assert = require('node:assert/strict')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')

const { pidsOfGroups } = require('../../lib/exporter/look/cgroups')
const { temporaryFolder } = require('../support/helpers')

const [A, B] = ['a', 'b'].map((letter) => letter.repeat(64))
const UID = 'fd698699-eabf-4c23-92ef-cf0bbdb78261'
const POD = `kubepods.slice/kubepods-pod${UID.replaceAll('-', '_')}.slice`

/**
 * Makes the tree of the control groups in plain files.
 * @param {string} marker a file that tells the version
 * @param {Record<string, { current?: string, max?: string }>} groups
 */
function treeOf(marker, groups) {
  const root = temporaryFolder()
  const top = path.join(root, path.dirname(marker))
  fs.mkdirSync(top, { recursive: true })
  fs.writeFileSync(path.join(root, marker), '')
  for (const [group, { current, max }] of Object.entries(groups)) {
    const folder = path.join(top, group)
    fs.mkdirSync(folder, { recursive: true })
    if (current !== undefined) fs.writeFileSync(`${folder}/pids.current`, `${current}\n`)
    if (max !== undefined) fs.writeFileSync(`${folder}/pids.max`, `${max}\n`)
  }
  return root
}

for (const [version, marker] of [
  [1, 'pids/cgroup.procs'],
  [2, 'cgroup.controllers'],
]) {
  test(`version ${version}: each container and each pod has its PIDs and its limit`, () => {
    const root = treeOf(String(marker), {
      'system.slice': { current: '50', max: 'max' },
      [`system.slice/docker-${A}.scope`]: { current: '7', max: '100' },
      // The outer group counts it already.
      [`system.slice/docker-${A}.scope/init`]: { current: '3', max: '50' },
      [POD]: { current: '12', max: '1024' },
      [`${POD}/cri-containerd-${B}.scope`]: { current: '12', max: 'max' },
      [`${POD}/crio-conmon-${A}.scope`]: { current: '1', max: 'max' },
    })
    assert.deepEqual(
      new Set(pidsOfGroups(root)),
      new Set([
        { runtime: 'docker', container: A, pod: '', pids: 7, limit: 100 },
        { runtime: '', container: '', pod: UID, pids: 12, limit: 1024 },
        { runtime: 'containerd', container: B, pod: UID, pids: 12, limit: null },
      ]),
    )
  })
}

test('a group that counts no PIDs is left out', () => {
  const root = treeOf('cgroup.controllers', {
    [`docker/${A}`]: {},
    [`docker/${B}`]: { current: '1' },
  })
  assert.deepEqual(
    pidsOfGroups(root).map(({ container, limit }) => [container, limit]),
    [[B, null]],
  )
})

test('a symbolic link is no group', () => {
  const root = treeOf('cgroup.controllers', { docker: {} })
  const elsewhere = treeOf('cgroup.controllers', { [`docker/${A}`]: { current: '1' } })
  fs.symlinkSync(elsewhere, `${root}/docker/link`)
  assert.deepEqual(pidsOfGroups(root), [])
})

test('a folder without control groups is refused', () => {
  const empty = temporaryFolder()
  fs.mkdirSync(path.join(empty, 'pids'))
  for (const root of [temporaryFolder(), empty, '/nonexistent'])
    assert.throws(() => pidsOfGroups(root), /has no control groups that count PIDs/)
})
