'use strict'

// A process in exec has neither environment nor arguments. Job marks are in the environment.

const assert = require('node:assert/strict')
const { before, test } = require('node:test')

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

let hollow = ''
before(() => {
  hollow = compile('proc/hollow.c')
})

/** @param {string} kind */
function run(kind) {
  return runNode([program('job/in-exec.js'), kind, hollow], { under: IN_NAMESPACE })
}

test(
  'a process in exec is found when the exec ends in time, whatever session it is in',
  { skip },
  async () => {
    const looks = [
      { found: true, waits: [] },
      { found: true, waits: [1] },
      { found: true, waits: [1, 2, 4, 8, 16] },
      { found: false, waits: [1, 2, 4, 8, 16] },
    ]
    assert.deepEqual(await run('look'), [...looks, ...looks])
  },
)

test(
  'close() waits for a process in exec, and not for ever for one that only looks so',
  { skip },
  async () => {
    assert.deepEqual(await run('close'), [
      { remaining: [], lives: false, signal: 'SIGTERM', waits: 1 },
      { remaining: [], lives: false, signal: 'SIGTERM', waits: 21 },
      { remaining: [], lives: true, signal: 'SIGKILL', waits: 25 },
    ])
  },
)

test('no look waits for a zombie, which has neither environment nor arguments', (t) => {
  const wait = t.mock.method(Atomics, 'wait')
  const zombie = processStat(makeZombie())
  assert.ok(zombie !== null)
  const { marked, isSure } = createMark().among([{ ...zombie, startTicks: Infinity }])
  assert.deepEqual({ marked, isSure }, { marked: [], isSure: true })
  assert.equal(wait.mock.callCount(), 0)
  assert.equal(reap().length, 1)
})
