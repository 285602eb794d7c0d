'use strict'

// A machine with more containers than a figure may have series.

const assert = require('node:assert/strict')
const { test } = require('node:test')

const { SERIES } = require('../../lib/exporter/look/fold')
const { pidSeries, zombieSeries } = require('../../lib/exporter/look/series')

const containers = Array.from({ length: SERIES }, (_, index) => `${index}`)
const OTHERS = { runtime: '', container: 'other', pod: '' }

/**
 * @param {string} container
 * @param {string} verdict
 * @param {number} age
 */
function zombie(container, verdict, age) {
  return { place: { runtime: 'docker', container, pod: '' }, parent: 'node', verdict, age }
}

test('the containers with the fewest zombies are one series for each verdict', () => {
  const [zombies, oldest] = zombieSeries([
    zombie('a', 'init-helps', 5),
    zombie('b', 'init-helps', 3),
    zombie('c', 'mend-parent', 4),
    ...containers.flatMap((container) => [
      zombie(container, 'mend-parent', 9),
      zombie(container, 'mend-parent', 2),
    ]),
  ])
  assert.deepEqual(zombies.series.slice(SERIES), [
    { labels: { ...OTHERS, parent: '', verdict: 'init-helps' }, value: 2 },
    { labels: { ...OTHERS, parent: '', verdict: 'mend-parent' }, value: 1 },
  ])
  assert.deepEqual(oldest.series.slice(SERIES), [{ labels: OTHERS, value: 5 }])
  assert.deepEqual([zombies.folded, oldest.folded], [3, 3])
})

/**
 * @param {{ container?: string, pod?: string }} of
 * @param {number} pids
 * @param {number} limit
 */
function group({ container = '', pod = '' }, pids, limit) {
  return { runtime: 'docker', container, pod, pids, limit }
}

test('the limits of the containers and pods that use few PIDs are one series each', () => {
  const [, { series, folded }] = pidSeries([
    group({ container: 'a' }, 1, 100),
    group({ container: 'b' }, 2, 200),
    group({ pod: 'c' }, 3, 50),
    ...containers.map((container) => group({ container }, 9, 20)),
  ])
  assert.deepEqual(series.slice(SERIES), [
    { labels: { ...OTHERS, container: '', pod: 'other' }, value: 50 },
    { labels: OTHERS, value: 300 },
  ])
  assert.equal(folded, 3)
})
