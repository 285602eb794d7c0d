'use strict'

// Which container the doctor finds, by files and by control groups.

const assert = require('node:assert/strict')
const fs = require('node:fs')
const os = require('node:os')
const path = require('node:path')
const { test } = require('node:test')

const {
  IN_NAMESPACE,
  PIDS_CGROUP,
  program,
  runNode,
  skipWithoutNamespace,
  skipWithoutPidsCgroup,
} = require('../support/helpers')

// A root folder that has all of the machine's, but none of the files by which a container is known.
// The mounts end with their namespace.
const IN_BARE_ROOT = `
root=$1; shift
mount -t tmpfs none "$root"
for folder in /*; do
  if [ -L "$folder" ]; then cp -a "$folder" "$root"
  elif [ -d "$folder" ]; then mkdir "$root$folder"; mount -o rbind "$folder" "$root$folder"
  fi
done
mount -t tmpfs none "$root/run"
exec chroot "$root" "$@"`

/**
 * @param {import('node:test').TestContext} t
 * @param {string[]} names
 * @returns {string[]} a new control group of each name
 */
function makeGroups(t, names) {
  const parent = fs.mkdtempSync(path.join(PIDS_CGROUP, 'zombie-reaper-test-'))
  const groups = names.map((name) => path.join(parent, name))
  for (const group of groups) fs.mkdirSync(group)
  t.after(() => {
    for (const group of [...groups, parent]) fs.rmdirSync(group)
  })
  return groups
}

test(
  'a runtime is known by its control group, or by its file',
  { skip: skipWithoutNamespace || skipWithoutPidsCgroup },
  async (t) => {
    const groups = {
      'kubepods-1': 'kubernetes',
      docker: 'docker',
      'docker-01ef.scope': 'docker',
      'libpod-1': 'podman',
      'containerd-1': 'containerd',
      'cri-1': 'containerd',
      'a-docker-01.scope': 'other',
      'dock-01.scope': 'other',
    }
    const files = { '/.dockerenv': 'docker', '/run/.containerenv': 'podman' }
    const root = fs.mkdtempSync(path.join(os.tmpdir(), 'zombie-reaper-root-'))
    t.after(() => fs.rmdirSync(root))
    const argv = [
      program('cli/containers.js'),
      ...makeGroups(t, Object.keys(groups)),
      '--',
      ...Object.keys(files),
    ]
    const under = [...IN_NAMESPACE, 'sh', '-e', '-c', IN_BARE_ROOT, 'sh', root]
    assert.deepEqual(await runNode(argv, { under }), [
      'other',
      ...Object.values(groups),
      ...Object.values(files),
      'none',
      'none',
    ])
  },
)
