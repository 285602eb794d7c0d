'use strict'

const assert = require('node:assert/strict')
const { execFile } = require('node:child_process')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')
const { promisify } = require('node:util')

const {
  HANG,
  IN_NAMESPACE,
  compile,
  skipWithoutNamespace: skip,
  temporaryFolder,
} = require('../support/helpers')
const { initPath, run } = require('../support/init-helpers')

test(
  '5,000 orphans that die at once are reaped, and no queued signal is lost meanwhile',
  { skip },
  async () => {
    const command = [
      ...IN_NAMESPACE,
      initPath,
      '--',
      compile('init/orphan-storm.c'),
      '5000',
      '1000',
    ]
    const { stdout, stderr } = await promisify(execFile)(command[0], command.slice(1), {
      timeout: HANG,
      killSignal: 'SIGKILL',
    })
    assert.deepEqual(JSON.parse(stdout), { signals: 1000, inOrder: 1, tooMany: 0 })
    // PID 1 reaps, so the init prints no warning.
    assert.equal(stderr, '')
  },
)

test(
  'as PID 1 it forwards what the kernel would keep from a PID 1 without handlers',
  { skip },
  () => {
    for (const number of [1, 2, 15, 20, 34, 64]) {
      const script = `trap 'exit 5' ${number}; kill -${number} 1; while :; do :; done`
      const { status } = run([...IN_NAMESPACE, initPath, '--', 'sh', '-c', script])
      assert.equal(status, 5)
    }
  },
)

test('it has its own name, whatever the name of its file is', { skip }, () => {
  const file = path.join(temporaryFolder(), 'tini')
  fs.copyFileSync(initPath, file)
  assert.equal(run([...IN_NAMESPACE, file, '--', 'cat', '/proc/1/comm']).stdout, 'zombie-init\n')
})

test('zombies from before an exec into the init are reaped', { skip }, () => {
  // In a new namespace the first child has PID 2.
  const script = 'while [ -d /proc/2 ]; do :; done; echo gone'
  const command = [compile('init/exec-with-zombie.c'), initPath, '--', 'sh', '-c', script]
  assert.equal(run([...IN_NAMESPACE, ...command]).stdout, 'gone\n')
})
