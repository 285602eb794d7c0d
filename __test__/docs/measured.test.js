'use strict'

// docs/growth.md and docs/soak.md have the figures of the data beside them.

const assert = require('node:assert/strict')
const { test } = require('node:test')

const { isAsExpected } = require('../../benchmark/growth/fit')
const { GROWTHS } = require('../../benchmark/growth/growths')
const growth = require('../../benchmark/growth/page')
const soak = require('../../soak/page')
const { withSection } = require('../../scripts/measured')
const { read } = require('../support/documentation')

/** @type {import('../../benchmark/growth/page').Data} */
const growthData = JSON.parse(read('docs/growth.json'))

/** @type {import('../../soak/page').Data} */
const soakData = JSON.parse(read('docs/soak.json'))

test('docs/growth.md is what its data say', async () => {
  const page = read('docs/growth.md')
  assert.equal(page, await withSection(page, 'npm run bench', growth.section(growthData)))
})

test('docs/growth.md has each growth, and each is as expected', () => {
  const published = growthData.growths.map(({ call, dimension, expected, because }) => ({
    call,
    dimension,
    expected,
    because,
  }))
  assert.deepEqual(published, GROWTHS, 'run `npm run bench`')
  assert.deepEqual(
    growthData.growths.filter((one) => !isAsExpected(one)),
    [],
  )
})

test('docs/soak.md is what its data say, and nothing was wrong', async () => {
  const page = read('docs/soak.md')
  assert.equal(page, await withSection(page, 'npm run soak', soak.section(soakData)))
  assert.deepEqual(
    soakData.soaks.flatMap(({ problems }) => problems),
    [],
  )
})
