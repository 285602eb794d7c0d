'use strict'

// With whom a container shares its PID namespace.

const assert = require('node:assert/strict')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')

const { sharingOfPids } = require('../../lib/cli/doctor/sharing')
const { doctor } = require('../support/cli')
const {
  IN_NAMESPACE,
  root,
  runNode,
  skipWithoutNamespace: skip,
  skipWithoutRoot,
  temporaryFolder,
} = require('../support/helpers')
const { initPath } = require('../support/init-helpers')
const { pid1 } = require('../support/situation')

const CONTAINER = [...IN_NAMESPACE, initPath, '--']
const BY_UID = ['setpriv', '--reuid=61234', '--regid=61234', '--clear-groups']

/**
 * @param {string[]} under
 * @param {string} [container]
 */
function sharingIn(under, container = 'docker') {
  const file = JSON.stringify(path.join(root, 'lib/cli/doctor/sharing'))
  const code = `JSON.stringify(require(${file}).sharingOfPids('${container}', null))`
  return runNode(['-p', code], { under })
}

test('the pause container of a pod is PID 1, whatever else there is', { skip }, () => {
  for (const container of /** @type {const} */ (['kubernetes', 'none']))
    assert.equal(sharingOfPids(container, pid1({ kind: 'pause' })), 'pod')
  // The pause container of Kubernetes, in name.
  const pause = path.join(temporaryFolder(), 'pause')
  fs.copyFileSync(initPath, pause)
  const { status, ids, report } = doctor([], { under: [...IN_NAMESPACE, pause, '--'] })
  assert.deepEqual([status, ids, report.sharing], [0, ['healthy'], 'pod'])
})

test('the threads of the kernel show that it is the host’s', { skip }, async () => {
  const thread = path.join(temporaryFolder(), 'kthreadd')
  fs.symlinkSync('/bin/sleep', thread)
  // The first child of PID 1 is PID 2.
  const script =
    'kthreadd=$0; "$kthreadd" 1000 & until grep -q kthreadd /proc/2/comm; do :; done; "$@"'
  const under = [...IN_NAMESPACE, 'sh', '-c', script, thread]
  assert.equal(await sharingIn(under), 'host')
  assert.equal(await sharingIn(under, 'none'), null)
})

test(
  'another container has other mounts and another host name',
  { skip: skip || skipWithoutRoot },
  async () => {
    assert.equal(await sharingIn(CONTAINER), null)
    assert.equal(await sharingIn([...CONTAINER, 'unshare', '--mount']), null)
    assert.equal(await sharingIn([...CONTAINER, 'unshare', '--uts']), null)
    const apart = [...CONTAINER, 'unshare', '--mount', '--uts']
    assert.equal(await sharingIn(apart), 'other container')
    // Another user may not see the namespaces of PID 1.
    assert.equal(await sharingIn([...apart, ...BY_UID]), null)
    const { status, ids, report } = doctor([], { under: apart })
    assert.deepEqual([status, ids, report.sharing], [0, ['healthy'], 'other container'])
  },
)
