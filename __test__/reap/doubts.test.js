'use strict'

const assert = require('node:assert/strict')
const { test } = require('node:test')

const { program, runNode } = require('../support/helpers')

const doubts = program('reap/doubts.js')
const WITH_FEW_DESCRIPTORS = ['sh', '-c', 'ulimit -n 256; exec "$@"', 'sh']

test('beside a busy thread a zombie is left at first, and is taken in the end', async () => {
  assert.deepEqual(await runNode([doubts, 'busy']), { first: 0, isTaken: true })
})

test('beside a busy thread many zombies are left at first, although no child lives', async () => {
  assert.deepEqual(await runNode([doubts, 'many']), { first: 0, isTaken: true })
})

test('while no thread is busy, a zombie is taken at once', async () => {
  assert.deepEqual(await runNode([doubts, 'quiet']), { isTaken: true })
})

test('beside a busy thread zombies behind the maximum do not wait anew', async () => {
  assert.deepEqual(await runNode([doubts, 'max']), { taken: [1, 1, 1] })
})

test('beside a busy thread an orphan of another session is taken at once', async () => {
  assert.deepEqual(await runNode([doubts, 'orphan']), { isTaken: true })
})

test('beside a busy thread what makeZombie() has made is taken at once', async () => {
  assert.deepEqual(await runNode([doubts, 'made']), { isTaken: true })
})

test('beside a busy thread much of what makeZombie() has made is taken at once', async () => {
  assert.deepEqual(await runNode([doubts, 'many-made']), { isTaken: true })
})

test('beside a busy thread what a maximum has left of it is taken at once', async () => {
  assert.deepEqual(await runNode([doubts, 'rest-of-made']), { isTaken: true })
})

test('reapOrphans() waits for what a pass without a quarantine has left', async () => {
  assert.deepEqual(await runNode([doubts, 'reap-orphans']), { isTaken: true })
})

test('the reaper takes an orphan of another session without a quarantine', async () => {
  assert.deepEqual(await runNode([doubts, 'reaper-orphan']), { isTaken: true })
})

test('a busy thread extends the quarantine five times, and no longer', async () => {
  const { isTaken, quarantines } = await runNode([doubts, 'reaper-busy'])
  assert.equal(isTaken, true)
  assert.ok(quarantines >= 5, `${quarantines}`)
})

test('where the threads cannot be read, a zombie is left at first, and no quarantine is extended', async () => {
  const result = await runNode([doubts, 'unreadable'], { under: WITH_FEW_DESCRIPTORS })
  assert.deepEqual(result, { first: 0, isTaken: true, isExtended: false })
})

test('a thread that waits for a living child does not keep other zombies', async () => {
  const result = await runNode([doubts, 'waiter'])
  assert.deepEqual(result, { isTaken: true, stolen: 0, status: 9 })
})
