'use strict'

// A scrape never throws. It leaves out what it cannot know, and says why.

const assert = require('node:assert/strict')
const { test } = require('node:test')

const {
  IN_NAMESPACE,
  compile,
  program,
  runNode,
  skipUnless,
  skipWithoutNamespace,
  skipWithoutRoot,
} = require('../support/helpers')

const OF_PROC = ['zombies', 'orphans']
const OF_LIMIT = ['pids_used', 'pids_limit', 'pids_headroom']

/**
 * @param {string} kind
 * @param {string[]} [under]
 */
function run(kind, under) {
  return runNode([program('metrics/incomplete.js'), kind], { under })
}

/**
 * @param {Record<string, number>} samples
 * @returns {{ missing: string[], reasons: string[] }}
 */
function whatIsMissing(samples) {
  const has = (/** @type {string} */ figure) =>
    Object.keys(samples).some((sample) => sample.split('{')[0] === `zombie_reaper_${figure}`)
  const always = ['reaped_total', 'quarantined', 'death_to_reap_seconds_count', 'scrape_slices']
  for (const figure of [...always, 'scrape_duration_seconds']) assert.ok(has(figure), figure)
  const reasons = Object.entries(samples)
    .filter(([sample, value]) => sample.startsWith('zombie_reaper_scrape_incomplete') && value > 0)
    .map(([sample]) => sample.split('"')[1])
  return { missing: [...OF_PROC, ...OF_LIMIT].filter((figure) => !has(figure)), reasons }
}

const COMPLETE = { missing: [], reasons: [] }

test('without /proc, what /proc tells is left out', { skip: skipWithoutNamespace }, async () => {
  const { before, reads } = await run('no-proc', IN_NAMESPACE)
  assert.deepEqual(whatIsMissing(before), COMPLETE)
  const missing = [...OF_PROC, ...OF_LIMIT]
  assert.deepEqual(reads.map(whatIsMissing), [{ missing, reasons: ['no-proc'] }])
})

test(
  'where no limit is known, the limit is left out, and the scrape is complete',
  { skip: skipWithoutNamespace || skipWithoutRoot },
  async () => {
    const { reads } = await run('no-limit', IN_NAMESPACE)
    assert.deepEqual(reads.map(whatIsMissing), [{ missing: OF_LIMIT, reasons: [] }])
  },
)

test(
  'so it is with the /proc of another PID namespace',
  { skip: skipWithoutNamespace },
  async () => {
    const under = IN_NAMESPACE.filter((argument) => argument !== '--mount-proc')
    const { reads } = await run('none', under)
    const missing = [...OF_PROC, ...OF_LIMIT]
    assert.deepEqual(reads.map(whatIsMissing), [{ missing, reasons: ['no-proc'] }])
  },
)

test('without a descriptor, the same is left out, and comes again with one', async () => {
  const { before, reads } = await run('no-descriptor', ['prlimit', '--nofile=64:64'])
  const missing = [...OF_PROC, ...OF_LIMIT]
  assert.deepEqual(whatIsMissing(before), COMPLETE)
  assert.deepEqual(reads.map(whatIsMissing), [
    { missing, reasons: ['no-descriptor'] },
    COMPLETE,
    COMPLETE,
  ])
  const seen = (/** @type {string} */ reaper) =>
    reads[1][`zombie_reaper_zombies{reaper="${reaper}"}`]
  assert.equal(seen('us') + seen('quarantine'), 1)
})

// SYS_getdents64, by which /proc is listed, and SYS_waitid.
const [GETDENTS64, WAITID] = process.arch === 'x64' ? ['217', '247'] : ['61', '95']
const [EPERM, ENOMEM] = ['1', '12']
const skip = skipUnless(['x64', 'arm64'].includes(process.arch), 'needs the numbers of the calls')

test('where /proc cannot be listed, what needs the list is left out', { skip }, async () => {
  const refuse = compile('shared/refuse-call.c')
  for (const [errno, reason] of [
    [EPERM, 'no-proc'],
    [ENOMEM, 'other'],
  ]) {
    const { reads } = await run('none', [refuse, GETDENTS64, errno])
    assert.deepEqual(reads.map(whatIsMissing), [{ missing: OF_PROC, reasons: [reason] }])
  }
})

test('where a seccomp filter forbids to wait, no scrape fails', { skip }, async () => {
  const refuse = compile('shared/refuse-call.c')
  const { reads } = await run('none', [refuse, WAITID, EPERM])
  assert.deepEqual(reads.map(whatIsMissing), [COMPLETE])
})
