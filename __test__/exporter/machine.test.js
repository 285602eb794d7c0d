'use strict'

const assert = require('node:assert/strict')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')

const { machineFigures } = require('../../lib/exporter/look/machine')
const { root, runNode, skipWithoutNamespace, skipWithoutRoot } = require('../support/helpers')

// Root of a container may make no namespace.
const skip = skipWithoutRoot || skipWithoutNamespace

const [pidMax, threadsMax] = ['pid_max', 'threads-max'].map((name) =>
  Number(fs.readFileSync(`/proc/sys/kernel/${name}`, 'utf8')),
)

test('it sees the PIDs of the machine, and the smaller limit', () => {
  const { pids, pidsLimit } = machineFigures()
  assert.equal(pidsLimit, Math.min(pidMax, threadsMax))
  assert.ok(Number(pids) > 1)
})

/**
 * Asks for the figures where files of /proc are hidden.
 * @param {string} hide a command of the shell, in a mount namespace
 */
function figuresAfter(hide) {
  const code = `const { machineFigures } = require(${JSON.stringify(path.join(root, 'lib/exporter/look/machine'))})
    console.log(JSON.stringify(machineFigures()))`
  return runNode(['-e', code], {
    under: ['unshare', '--mount', 'sh', '-c', `${hide} && exec "$@"`, 'sh'],
  })
}

test('what /proc hides is unknown', { skip }, async () => {
  assert.deepEqual(
    await figuresAfter(
      'mount --bind /dev/null /proc/loadavg && mount -t tmpfs none /proc/sys/kernel && ' +
        'echo 77 > /proc/sys/kernel/threads-max',
    ),
    { pids: null, pidsLimit: 77 },
  )
  const { pids, pidsLimit } = await figuresAfter('mount -t tmpfs none /proc/sys/kernel')
  assert.ok(pids > 1)
  assert.equal(pidsLimit, null)
})
