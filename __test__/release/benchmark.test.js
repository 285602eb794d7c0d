'use strict'

// The benchmark measures its cases in turns, and reports what it could not measure.

const assert = require('node:assert/strict')
const { test } = require('node:test')

const { measure } = require('../../benchmark/measure')
const { sheetsOf } = require('../../benchmark/report/sheets')
const { atMost } = require('../../benchmark/thresholds')

/**
 * A side that answers with these numbers in turn.
 * @param {number[]} times
 */
function side(...times) {
  let next = 0
  return { round: async () => times[next++ % times.length], end: async () => {} }
}

/**
 * @param {string} name
 * @param {string} why
 */
function missing(name, why) {
  return {
    name,
    start() {
      throw new Error(why)
    },
  }
}

/** @type {import('../../benchmark/measure').Case} */
const CASE = {
  what: 'the case',
  unit: 'µs',
  rounds: 3,
  warmUp: 0,
  target: atMost(1.1),
  startOurs: () => side(2000, 9000, 1000),
  peers: [{ name: 'the peer', start: () => side(1900) }],
  cause: 'why it is slower',
}

/** @param {import('../../benchmark/measure').Result[]} results */
function sheetOf(...results) {
  const { sheets, notes } = sheetsOf([{ title: 'a table', results }], (number) => ` [${number}]`)
  return { rows: sheets[0].rows, notes }
}

test('a row has both medians, their ratio, and whether the target is met', async () => {
  const { rows, notes } = sheetOf(await measure(CASE))
  assert.deepEqual(rows, [
    ['the case', 'the peer', '2 µs', '1.9 µs', '1.05 x', 'at most 1.1 x', 'yes'],
  ])
  assert.deepEqual(notes, [])
})

test('a missed target has its cause', async () => {
  const { rows, notes } = sheetOf(await measure({ ...CASE, target: atMost(1) }))
  assert.equal(rows[0].at(-1), 'no [1]')
  assert.deepEqual(notes, ['why it is slower'])
})

test('a limit of the kernel is a number, and the target is beside the limit', async () => {
  const limit = { name: 'the system call', start: () => side(1950) }
  const peers = [{ name: 'the peer', start: () => side(100) }]
  const { rows } = sheetOf(await measure({ ...CASE, peers, limit }))
  assert.deepEqual(rows[0].slice(-2), ['at most 1.1 x the system call: 1.95 µs', 'yes'])
})

test('a peer that is missing leaves the others measured, and its note is there once', async () => {
  const peers = [...CASE.peers, missing('tini', 'no network'), missing('catatonit', 'no network')]
  const results = [await measure({ ...CASE, peers }), await measure({ ...CASE, peers })]
  const { rows, notes } = sheetOf(...results)
  assert.deepEqual(
    rows.map((row) => row[3]),
    ['1.9 µs', '– [1]', '– [1]', '1.9 µs', '– [1]', '– [1]'],
  )
  assert.deepEqual(notes, ['Not measured: no network'])
  assert.ok(results.every(({ met }) => met))
})

test('a row without a measured peer neither meets its target nor misses it', async () => {
  const { rows, notes } = sheetOf(
    await measure({ ...CASE, peers: [missing('tini', 'no network')] }),
  )
  assert.equal(rows[0].at(-1), '–')
  assert.deepEqual(notes, ['Not measured: no network'])
})

test('a side that fails in a round leaves the others measured, and is ended', async () => {
  let ends = 0
  const peer = {
    name: 'the peer',
    start: () => ({
      round: async () => Promise.reject(new Error('it crashed')),
      end: async () => {
        ends++
        throw new Error('it crashed')
      },
    }),
  }
  const { rows, notes } = sheetOf(await measure({ ...CASE, peers: [peer] }))
  assert.deepEqual(rows[0].slice(2, 5), ['2 µs', '– [1]', '–'])
  assert.deepEqual(notes, ['Not measured: it crashed'])
  assert.equal(ends, 1)
})

test('where each peer is a column, a row has all of them with their ratios', async () => {
  const peers = [...CASE.peers, missing('tini', 'no network')]
  const results = [await measure({ ...CASE, peers })]
  const { sheets } = sheetsOf([{ title: 'a table', byPeer: true, results }], () => '*')
  assert.deepEqual(sheets[0].head, ['what', 'zombie-init', 'the peer', 'tini', 'target', 'met'])
  assert.deepEqual(sheets[0].rows, [
    ['the case', '2 µs', '1.9 µs (1.05 x)', '–*', 'at most 1.1 x', 'yes'],
  ])
})
