'use strict'

// The tables of growths, for docs/growth.md and for a terminal.

const Table = require('cli-table3')

const { isAsExpected } = require('./fit')

/** @typedef {import('./index').Measured} Measured */

/**
 * @typedef {object} Data of docs/growth.json
 * @property {import('../report/machine').Machine} machine
 * @property {number[]} load of the machine at the start and at the end
 * @property {Measured[]} growths
 */

const HEAD = ['call', 'grows with', 'from', 'to', 'exponent', 'expected', 'because']

const DIGITS = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 })

/** @param {Measured} growth */
function row({ call, dimension, points, exponent, expected, because }) {
  return [call, dimension, ...[points[0], points.at(-1)].map(cost), exponent, expected, because]
}

/** @param {import('./fit').Point | undefined} point */
function cost(point) {
  if (point === undefined) return 'not measured'
  return `${DIGITS.format(point.ns / 1000)} µs with ${point.n.toLocaleString('en')}`
}

/** @param {Measured[]} growths */
function terminalTable(growths) {
  if (growths.length === 0) return ''
  const table = new Table({ head: HEAD, style: { head: [], border: [] } })
  for (const growth of growths) {
    const [call, dimension, ...rest] = row(growth)
    table.push([isAsExpected(growth) ? call : `WRONG: ${call}`, dimension, ...rest])
  }
  return `Growth\n${table}\n`
}

/** @param {Data} data */
function section({ machine, load, growths }) {
  const rows = [HEAD, HEAD.map(() => '-'), ...growths.map(row)]
  return [
    ...rows.map((cells) => `| ${cells.map((cell) => withCode(String(cell))).join(' | ')} |`),
    '',
    `Measured on ${machine.date} with Node ${machine.node}, Linux ${machine.linux} and`,
    `${machine.processors}. The load average was ${load.join(' at the start, and ')} at the end.`,
  ].join('\n')
}

/**
 * Marks calls as code, and not pages of the manual, such as wait(2).
 * @param {string} text
 */
function withCode(text) {
  return text.replaceAll(/[\w.]+\((?!\d\))[^)]*\)/g, '`$&`')
}

module.exports = { section, terminalTable }
