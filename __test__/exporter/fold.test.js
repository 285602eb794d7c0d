'use strict'

const assert = require('node:assert/strict')
const { test } = require('node:test')

const { SERIES, fold } = require('../../lib/exporter/look/fold')
const { CONTAINERS, NAMES, Names } = require('../../lib/exporter/look/names')

/** @param {{ value: number }[]} series */
const sum = (series) => series.reduce((total, { value }) => total + value, 0)

test('few series stay as they are', () => {
  const series = [{ labels: { container: 'a' }, value: 1 }]
  assert.deepEqual(fold(series, { other: () => ({}) }), { series, folded: 0 })
})

test('of thousands of series the largest stay, and the sum is right', () => {
  const all = Array.from({ length: 5000 }, (_, i) => ({
    labels: { container: String(i), verdict: i % 2 ? 'odd' : 'even' },
    value: i,
  }))
  const { series, folded } = fold(all, {
    other: ({ verdict }) => ({ container: 'other', verdict }),
  })
  assert.equal(folded, 5000 - SERIES)
  assert.equal(series.length, SERIES + 2)
  assert.equal(sum(series), sum(all))
  const kept = new Set(series.map(({ labels }) => labels.container))
  for (const { labels, value } of all) assert.equal(kept.has(labels.container), value >= folded)
  // Each verdict has its sum, too.
  for (const verdict of ['odd', 'even']) {
    const of = (/** @type {typeof series} */ some) =>
      sum(some.filter(({ labels }) => labels.verdict === verdict))
    assert.equal(of(series), of(all))
  }
})

test('the oldest of what is folded is the oldest', () => {
  const all = [3, 1, 2].map((value) => ({ labels: { container: `${value}` }, value }))
  assert.deepEqual(
    fold(all, { other: () => ({ container: 'other' }), merge: Math.max, max: 1 }).series,
    [
      { labels: { container: '3' }, value: 3 },
      { labels: { container: 'other' }, value: 2 },
    ],
  )
})

test('what has the larger rank stays, whatever its value', () => {
  const all = [
    { labels: { container: 'wide' }, value: 9000, rank: 1 },
    { labels: { container: 'full' }, value: 10, rank: 9 },
  ]
  const [kept] = fold(all, { other: () => ({ container: 'other' }), max: 1 }).series
  assert.equal(kept.labels.container, 'full')
})

test('a container that renames its processes has a bounded set of names for good', () => {
  const names = new Names()
  const seen = new Set()
  let refused = 0
  for (let look = 0; look < 1000; look++) {
    const admission = names.admission()
    seen.add(admission.admitted('hostile', `name ${look}`))
    // Its neighbour keeps its name.
    assert.equal(admission.admitted('honest', 'agent'), 'agent')
    refused += admission.refused.size
  }
  assert.deepEqual([seen.size, seen.has('other'), refused], [NAMES + 1, true, 1000 - NAMES])
  assert.equal(names.admission().admitted('hostile', 'name 0'), 'name 0')
})

test('a name that is refused twice in a look is one name', () => {
  const names = new Names()
  const { admitted, refused } = names.admission()
  for (let i = 0; i < NAMES + 3; i++) for (const _ of [1, 2]) admitted('a', `${i}`)
  assert.equal(refused.size, 3)
  // An unknown name takes no place of the 16.
  assert.equal(admitted('a', ''), '')
})

test('the names of containers that are long gone are forgotten', () => {
  const names = new Names()
  for (let i = 0; i < NAMES; i++) names.admission().admitted('gone', `${i}`)
  for (let i = 1; i < CONTAINERS; i++) names.admission().admitted(`container ${i}`, 'agent')
  assert.equal(names.admission().admitted('gone', 'new'), 'other')
  // That call made it the latest container.
  for (let i = 0; i < CONTAINERS; i++) names.admission().admitted(`container ${i}`, 'agent')
  assert.equal(names.admission().admitted('gone', 'new'), 'new')
})
