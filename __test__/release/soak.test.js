'use strict'

// A soak finds what it is there to find.

const assert = require('node:assert/strict')
const { spawnSync } = require('node:child_process')
const path = require('node:path')
const { test } = require('node:test')

const { judge } = require('../../soak/judge')
const { compilePrograms } = require('../../soak/programs')
const { onceStalled } = require('../../soak/stall')
const { skipWithoutChromium } = require('../support/chromium')
const { HANG, IN_NAMESPACE, program, root, skipWithoutNamespace } = require('../support/helpers')

const MIB = 2 ** 20

/** @type {import('../../soak/judge').Result} */
const RESULT = {
  orphans: { made: 64_000, reaped: 64_000 },
  owned: { started: 6400, right: 6400 },
  browsers: 3,
  left: [],
  descriptors: { before: 22, after: 22 },
}

/**
 * Samples whose memory grows evenly.
 * @param {{ rss?: number, heap?: number, initRss?: number }} growth in bytes for each sample
 */
function samples({ rss = 0, heap = 0, initRss = 0 } = {}) {
  return Array.from({ length: 40 }, (_, i) => ({
    seconds: i,
    orphans: 1600 * i,
    owned: 160 * i,
    browsers: 3,
    rss: 60 * MIB + rss * i,
    heap: 9 * MIB + heap * i,
    descriptors: 22,
    delay: 12,
    initRss: 20_480 + initRss * i,
  }))
}

test('a soak without a fault has no problem', () => {
  assert.deepEqual(judge(samples(), RESULT), [])
})

test('lost statuses, processes that are left, and descriptors are problems', () => {
  const worse = {
    ...RESULT,
    orphans: { made: 64_000, reaped: 63_999 },
    owned: { started: 6400, right: 6398 },
    left: ['orphans Z'],
    descriptors: { before: 22, after: 23 },
  }
  assert.deepEqual(judge(samples(), worse), [
    '64000 orphans died, and 63999 were reaped with their status',
    '2 of 6400 owned children lost their status',
    '1 processes are left: orphans Z',
    'descriptors: 22 before, 23 after',
  ])
})

test('memory that grows with the processes is a problem', () => {
  assert.deepEqual(judge(samples({ rss: 2 * MIB }), RESULT), ['RSS has grown by 40.0 MiB'])
  assert.deepEqual(judge(samples({ heap: MIB / 4 }), RESULT), ['the heap has grown by 5.0 MiB'])
  assert.deepEqual(judge(samples({ initRss: MIB / 64 }), RESULT), [
    'RSS of zombie-init has grown by 0.3 MiB',
  ])
})

test('a run in which nothing happened is a problem', () => {
  const nothing = { ...RESULT, orphans: { made: 0, reaped: 0 } }
  assert.deepEqual(judge(samples(), nothing), ['the run was too short'])
})

test('a soak ends when no orphan goes any more', async () => {
  const counts = [5, 6, 7, 7]
  const next = () => /** @type {number} */ (counts.shift())
  const alive = setInterval(() => {}, 1000)
  assert.equal(await new Promise((resolve) => onceStalled(next, 1, resolve)), 7)
  clearInterval(alive)
  assert.deepEqual(counts, [])
})

test(
  'a soak notices one stolen status, and does not wait for it for ever',
  { skip: skipWithoutNamespace || skipWithoutChromium },
  () => {
    compilePrograms()
    const args = ['--require', program('release/steal-one.js'), '--expose-gc']
    const [command, ...namespace] = IN_NAMESPACE
    const { status, stdout, stderr } = spawnSync(
      command,
      [...namespace, process.execPath, ...args, path.join(root, 'soak/run.js'), 'bare', '1', '0'],
      { encoding: 'utf8', timeout: HANG, killSignal: 'SIGKILL' },
    )
    assert.equal(status, 0, stderr)
    const { owned } = JSON.parse(stdout.trim().split('\n').at(-1) ?? '')
    assert.ok(owned.right < owned.started, stdout)
    assert.ok(owned.right >= owned.started - 4, stdout)
  },
)
