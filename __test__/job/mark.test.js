'use strict'

// A process in exec has neither environment nor arguments. Job marks are in the environment.

const assert = require('node:assert/strict')
const { test } = require('node:test')

const { createMark } = require('../../lib/job/mark')
const { processStat } = require('../../lib/proc/table')
const { makeZombie, reap } = require('../..')
const {
  IN_NAMESPACE,
  compile,
  program,
  runNode,
  skipWithoutNamespace: skip,
} = require('../support/helpers')

test(
  'a process in exec is found when the exec ends in time, whatever session it is in',
  { skip },
  async () => {
    const args = [program('job/in-exec.js'), compile('proc/hollow.c')]
    const looks = [
      { found: true, waits: [] },
      { found: true, waits: [1] },
      { found: true, waits: [1, 2, 4, 8, 16] },
      { found: false, waits: [1, 2, 4, 8, 16] },
    ]
    assert.deepEqual(await runNode(args, { under: IN_NAMESPACE }), [...looks, ...looks])
  },
)

test('no look waits for a zombie, which has neither environment nor arguments', (t) => {
  const wait = t.mock.method(Atomics, 'wait')
  const zombie = processStat(makeZombie())
  assert.ok(zombie !== null)
  assert.deepEqual(createMark().among([{ ...zombie, startTicks: Infinity }]), [])
  assert.equal(wait.mock.callCount(), 0)
  assert.equal(reap().length, 1)
})
