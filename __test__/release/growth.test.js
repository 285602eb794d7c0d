'use strict'

// The benchmark of growth finds the exponent of a cost, and measures every function.

const assert = require('node:assert/strict')
const { test } = require('node:test')

const zombieReaper = require('../..')
const { exponentOf, isAsExpected } = require('../../benchmark/growth/fit')
const { GROWTHS } = require('../../benchmark/growth/growths')

const POINTS = [1, 30, 100, 300, 1000, 3000, 10_000]

/**
 * @param {(n: number) => number} cost in ns
 */
function exponent(cost) {
  return exponentOf(POINTS.map((n) => ({ n, ns: cost(n) })))
}

test('the exponent is found beside a constant', () => {
  assert.equal(
    exponent((n) => 40_000 + 2000 * n),
    1,
  )
  assert.equal(
    exponent((n) => 500 + 3 * n ** 2),
    2,
  )
  assert.equal(
    exponent((n) => 9000 + 80 * n ** 1.3),
    1.3,
  )
  assert.equal(
    exponent((n) => 700 * n),
    1,
  )
})

test('a cost that does not double does not grow', () => {
  assert.equal(
    exponent(() => 400),
    0,
  )
  assert.equal(
    exponent((n) => 400 + 0.03 * n),
    0,
  )
})

test('figures that are off by a tenth, one up and one down, hide nothing', () => {
  const off = [1.1, 0.9, 1.1, 0.9, 1.1, 0.9, 1.1]
  /** @param {number} power */
  const found = (power) =>
    exponentOf(POINTS.map((n, i) => ({ n, ns: (20_000 + 900 * n ** power) * off[i] })))
  assert.ok(isAsExpected({ expected: 1, exponent: found(1) }), `${found(1)}`)
  assert.ok(!isAsExpected({ expected: 1, exponent: found(1.5) }), `${found(1.5)}`)
})

test('what could not be measured is not as expected', () => {
  assert.ok(!isAsExpected({ expected: 1, exponent: NaN }))
})

test('every function of the package is measured', () => {
  const functions = Object.entries(zombieReaper)
    .filter(([, value]) => typeof value === 'function')
    .map(([name]) => name)
  assert.ok(functions.length > 8)
  const missing = functions.filter(
    (name) => !GROWTHS.some(({ call }) => call.startsWith(`${name}(`)),
  )
  assert.deepEqual(missing, [])
})
