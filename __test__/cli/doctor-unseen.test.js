'use strict'

// What the doctor collects where it sees little.

const assert = require('node:assert/strict')
const { test } = require('node:test')

const { doctor } = require('../support/cli')
const {
  HIDE_PROC,
  IN_NAMESPACE,
  program,
  skipWithoutNamespace: skip,
  skipWithoutRoot,
} = require('../support/helpers')

const NOTHING = {
  pid1: null,
  adopter: null,
  sharing: null,
  pidUsage: null,
  groups: [],
  zombies: 0,
  proof: null,
  proofError: null,
}

/** @param {Record<string, unknown>} report */
function seenIn(report) {
  return Object.fromEntries(Object.keys(NOTHING).map((key) => [key, report[key]]))
}

test('without /proc, and off Linux, it starts and reads nothing', { skip }, () => {
  const foreign = IN_NAMESPACE.filter((argument) => argument !== '--mount-proc')
  for (const [proc, under] of /** @type {const} */ ([
    ['missing', [...IN_NAMESPACE, ...HIDE_PROC]],
    ['foreign', foreign],
  ])) {
    const { report } = doctor(['--prove'], { under: [...under] })
    assert.deepEqual([report.proc, seenIn(report)], [proc, NOTHING])
  }
  const env = { ...process.env, OTHER_PLATFORM: 'darwin' }
  const flags = ['--require', program('api/other-platform.js')]
  const { report } = doctor(['--prove'], { flags, env })
  assert.deepEqual([report.platform, seenIn(report)], ['darwin', NOTHING])
})

test('/proc with hidepid is read all the same', { skip: skip || skipWithoutRoot }, () => {
  const hide = ['sh', '-c', 'mount -o remount,hidepid=2 /proc && "$@"; exit $?', 'sh']
  const user = ['setpriv', '--reuid=61234', '--regid=61234', '--clear-groups']
  const { report } = doctor([], { under: [...IN_NAMESPACE, ...hide, ...user] })
  assert.equal(report.proc, 'restricted')
  assert.match(report.hidepid, /^hidepid=/)
  assert.ok(report.pidUsage.tasks > 0)
})
