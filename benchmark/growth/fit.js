'use strict'

/** @typedef {{ n: number, ns: number }} Point */

// A cost that grows by less over the whole range does not grow.
const GROWS = 2

// How far an exponent may be off.
const TOLERANCE = 0.2

const STEP = 0.01
const STEEPEST = 3

/**
 * Finds the exponent k of the cost a + b·n^k, with the least squares of the relative errors. The
 * constant a is large where a call has much to do before it looks at the first of n.
 * @param {Point[]} points
 * @returns {number} k; 0 if the cost does not grow
 */
function exponentOf(points) {
  const costs = points.map(({ ns }) => ns)
  if (Math.max(...costs) < GROWS * Math.min(...costs)) return 0
  let best = { exponent: 0, error: Infinity }
  for (let exponent = STEP; exponent <= STEEPEST; exponent += STEP) {
    const error = errorOf(points, exponent)
    if (error < best.error) best = { exponent, error }
  }
  return Number(best.exponent.toFixed(2))
}

/**
 * Solves for a and b, neither of them negative, and returns the sum of the squares.
 * @param {Point[]} points
 * @param {number} exponent
 */
function errorOf(points, exponent) {
  // Each row is u·a + v·b = 1.
  const rows = points.map(({ n, ns }) => ({ u: 1 / ns, v: n ** exponent / ns }))
  /** @param {(row: { u: number, v: number }) => number} term */
  const sum = (term) => rows.reduce((total, row) => total + term(row), 0)
  const uu = sum(({ u }) => u * u)
  const uv = sum(({ u, v }) => u * v)
  const vv = sum(({ v }) => v * v)
  const [u1, v1] = [sum(({ u }) => u), sum(({ v }) => v)]
  const determinant = uu * vv - uv * uv
  let a = (u1 * vv - v1 * uv) / determinant
  let b = (v1 * uu - u1 * uv) / determinant
  if (!(a >= 0)) [a, b] = [0, v1 / vv]
  if (!(b >= 0)) [a, b] = [u1 / uu, 0]
  return sum(({ u, v }) => (u * a + v * b - 1) ** 2)
}

/** @param {{ exponent: number, expected: number }} growth */
function isAsExpected({ exponent, expected }) {
  return Math.abs(exponent - expected) <= TOLERANCE
}

module.exports = { exponentOf, isAsExpected }
