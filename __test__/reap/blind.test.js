'use strict'

// Where the list of children is unreadable, only the first zombie is visible.

const assert = require('node:assert/strict')
const { test } = require('node:test')

const { IN_NAMESPACE, program, runNode, skipWithoutNamespace } = require('../support/helpers')

/**
 * @param {string} kind
 * @param {string[]} [under]
 */
function run(kind, under) {
  return runNode([program('reap/blind-reaper.js'), kind], { under })
}

const FEW_FILES = ['prlimit', '--nofile=64:64']

test(
  'without /proc the reaper takes all the same, and tells once',
  { skip: skipWithoutNamespace },
  async () => {
    assert.deepEqual(await run('no-proc', IN_NAMESPACE), {
      reaped: 20,
      errors: ['ERR_ZOMBIE_REAPER_NO_PROC'],
    })
  },
)

test('a reaper that runs needs no descriptor to see them all', async () => {
  assert.deepEqual(await run('no-descriptor', FEW_FILES), { reaped: 20, errors: [] })
})

test('without the descriptor that it keeps it takes all the same, and tells once', async () => {
  assert.deepEqual(await run('closed-descriptor', FEW_FILES), { reaped: 20, errors: ['EMFILE'] })
})

test('that descriptors are free again is no error', async () => {
  assert.deepEqual(await run('freed-descriptor', FEW_FILES), { reaped: 20, errors: ['EMFILE'] })
})

for (const kind of ['last-descriptor', 'first-descriptor']) {
  test(`what was seen in quarantine is taken, though descriptors come or go meanwhile (${kind})`, async () => {
    assert.deepEqual(await run(kind, FEW_FILES), { reaped: 20, errors: [] })
  })
}
