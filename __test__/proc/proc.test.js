'use strict'

const assert = require('node:assert/strict')
const { test } = require('node:test')

const {
  IN_FOREIGN_PROC,
  IN_NAMESPACE,
  nodeName,
  program,
  runNode,
  skipWithoutNamespace,
} = require('../support/helpers')

/**
 * @param {string} kind
 * @param {string[]} under
 */
function runWithout(kind, under = IN_NAMESPACE) {
  return runNode([program('proc/without-proc.js'), kind], { under })
}

const EXPECTED = {
  'nothing owned': [1, 2, 3],
  'one owned alive': [4, 5],
  names: [nodeName, nodeName],
  'one owned in front': [8, 9],
  exitEvent: 'SIGTERM',
  'when libuv has waited': [],
}

test(
  'with a /proc that lists children, everything is reaped',
  {
    skip: skipWithoutNamespace,
  },
  async () => {
    assert.deepEqual(await runWithout('nothing'), { childrenFile: true, ...EXPECTED })
  },
)

test(
  'on a kernel without CONFIG_PROC_CHILDREN the results are the same',
  {
    skip: skipWithoutNamespace,
  },
  async () => {
    assert.deepEqual(await runWithout('children'), { childrenFile: false, ...EXPECTED })
  },
)

// Without /proc the package reports what it cannot see, reaps what it can, and steals no status.
const BLIND = {
  ...EXPECTED,
  names: [null, null],
  'one owned in front': 'ERR_ZOMBIE_REAPER_NO_PROC',
  'when libuv has waited': [8, 9],
}

test(
  'without /proc only what stands behind an owned zombie has to wait',
  {
    skip: skipWithoutNamespace,
  },
  async () => {
    assert.deepEqual(await runWithout('proc'), { childrenFile: false, ...BLIND })
  },
)

test(
  'a /proc of another PID namespace is not believed',
  {
    skip: skipWithoutNamespace,
  },
  async () => {
    const result = await runWithout('nothing', IN_FOREIGN_PROC)
    assert.deepEqual(result, { childrenFile: false, ...BLIND })
  },
)
