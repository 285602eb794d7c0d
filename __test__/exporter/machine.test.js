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
async function figuresAfter(hide) {
  // JSON has no NaN.
  const code = `const { machineFigures } = require(${JSON.stringify(path.join(root, 'lib/exporter/look/machine'))})
    const { pids, pidsLimit } = machineFigures()
    console.log(JSON.stringify([String(pids), String(pidsLimit)]))`
  const under = ['unshare', '--mount', 'sh', '-c', `${hide} && exec "$@"`, 'sh']
  const [pids, pidsLimit] = await runNode(['-e', code], { under })
  return { pids, pidsLimit }
}

const hideLimits = 'mount -t tmpfs none /proc/sys/kernel && cd /proc/sys/kernel'

test('what /proc hides is unknown', { skip }, async () => {
  const hideTasks = 'mount --bind /dev/null /proc/loadavg'
  assert.deepEqual(await figuresAfter(`${hideTasks} && ${hideLimits} && echo 77 > threads-max`), {
    pids: 'null',
    pidsLimit: '77',
  })
  assert.deepEqual(await figuresAfter('mount -t tmpfs none /proc'), {
    pids: 'null',
    pidsLimit: 'null',
  })
})

test('each of the two limits counts', { skip }, async () => {
  const { pidsLimit } = await figuresAfter(
    `${hideLimits} && echo 55 > pid_max && echo 77 > threads-max`,
  )
  assert.equal(pidsLimit, '55')
})
