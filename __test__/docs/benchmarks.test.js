'use strict'

// docs/benchmarks.md has the figures of one run of `npm run bench`, and other pages quote them.

const assert = require('node:assert/strict')
const { test } = require('node:test')

const groups = require('../../benchmark/cases')
const { page } = require('../../benchmark/report/page')
const { read } = require('../support/documentation')

/** @type {import('../../benchmark/report/page').Data} */
const data = JSON.parse(read('docs/benchmarks.json'))

test('docs/benchmarks.md has each case with its peers, its limit and its target', () => {
  const published = data.groups.map(({ title, results }) => ({
    title,
    rows: results.map(({ what, peers, limit, target, unit }) => ({
      what,
      peers: peers.map(({ name }) => name),
      limit: limit?.name,
      target,
      unit,
    })),
  }))
  const present = groups.map(({ title, cases }) => ({
    title,
    rows: cases.map(({ what, peers, limit, target, unit }) => ({
      what,
      peers: peers.map(({ name }) => name),
      limit: limit?.name,
      target: target.text,
      unit,
    })),
  }))
  assert.deepEqual(published, present, 'run `npm run bench`')
})

test('docs/benchmarks.md is what its data say', async () => {
  assert.equal(read('docs/benchmarks.md'), await page(data))
})

test('every program of docs/benchmarks.md is measured', () => {
  const missing = data.groups
    .flatMap(({ results }) => results)
    .flatMap(({ what, ours, peers, limit }) =>
      [ours, ...peers, ...(limit ? [limit] : [])]
        .filter(({ median }) => median === null)
        .map(({ name, why }) => `${what}, ${name}: ${why}`),
    )
  assert.deepEqual(missing, [])
})

/** @param {string} what */
function resultOf(what) {
  const found = data.groups.flatMap(({ results }) => results).find((result) => result.what === what)
  assert.ok(found, what)
  return found
}

/**
 * The time of zombie-init as a part of the time of another init.
 * @param {string} init
 */
function partOf(init) {
  const { ours, peers } = resultOf('an init: start to exit of `true`')
  const peer = peers.find(({ name }) => name === init)
  return (Number(ours.median) / Number(peer?.median)).toFixed(2)
}

/**
 * @param {string} what
 * @param {string} [program] a peer, and by default ours
 */
function medianOf(what, program) {
  const { ours, peers } = resultOf(what)
  const { median } = peers.find(({ name }) => name === program) ?? ours
  return String(Number(Number(median).toPrecision(3)))
}

const MUSL = 'Tini, static with musl'
const SIZE = 'an init: size on disk'
const MEMORY = 'an init: resident memory, idle'
const WAKE_UPS = 'an init: idle wake-ups in 20 s'

/** @type {[page: string, pattern: RegExp, figures: string[]][]} */
const QUOTED = [
  [
    'README.md',
    /takes ([\d.]+) of the time of Tini, ([\d.]+) of\s+dumb-init's and ([\d.]+) of\s+catatonit's/,
    [partOf('Tini'), partOf('dumb-init'), partOf('catatonit')],
  ],
  [
    'README.md',
    /It has ([\d.]+) KB on disk and ([\d.]+) KiB of resident\s+memory/,
    [medianOf(SIZE), medianOf(MEMORY)],
  ],
  ['README.md', /Tini\s+wakes\s+up ([\d.]+) times in 20 s/, [medianOf(WAKE_UPS, 'Tini')]],
  ['docs/init.md', /a static binary of ([\d.]+) KB/, [medianOf(SIZE)]],
  [
    'docs/compared.md',
    /size on disk +\| ([\d.]+) KB +\| ([\d.]+) KB/,
    [medianOf(SIZE), medianOf(SIZE, MUSL)],
  ],
  [
    'docs/compared.md',
    /resident memory +\| ([\d.]+) KiB +\| ([\d.]+) KiB/,
    [medianOf(MEMORY), medianOf(MEMORY, MUSL)],
  ],
  [
    'docs/compared.md',
    /wake-ups in 20 s, idle +\| ([\d.]+) +\| ([\d.]+)/,
    [medianOf(WAKE_UPS), medianOf(WAKE_UPS, MUSL)],
  ],
  [
    'docs/compared.md',
    /catatonit \|\n.*\n\| ([\d.]+) +\| ([\d.]+) +\| ([\d.]+) +\| ([\d.]+)/,
    [partOf('Tini'), partOf('Tini, static'), partOf('dumb-init'), partOf('catatonit')],
  ],
  ...['README.md', 'docs/compared.md', 'docs/limits.md'].map(
    (file) =>
      /** @type {[string, RegExp, string[]]} */ ([
        file,
        /Loading the package takes\s+about ([\d.]+) ms/,
        [Number(medianOf("require('zombie-reaper'), the call alone")).toFixed(0)],
      ]),
  ),
]

for (const [file, pattern, figures] of QUOTED) {
  test(`${file} quotes ${figures.join(', ')} from docs/benchmarks.md`, () => {
    assert.deepEqual(pattern.exec(read(file))?.slice(1), figures)
  })
}
