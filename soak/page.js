'use strict'

// The table of soaks, for docs/soak.md and for a terminal.

const Table = require('cli-table3')

/**
 * @typedef {object} Soak
 * @property {string} way
 * @property {import('./sampler').Sample[]} samples
 * @property {import('./judge').Result} result
 * @property {string[]} problems
 *
 * @typedef {object} Data of docs/soak.json
 * @property {import('../benchmark/report/machine').Machine} machine
 * @property {number[]} load of the machine at the start and at the end
 * @property {number} minutes
 * @property {Soak[]} soaks
 */

const MIB = 2 ** 20

const HEAD = ['way', 'orphans', 'owned children', 'browsers', 'RSS', 'heap', 'descriptors', 'wrong']

/** @param {Soak} soak */
function row({ way, samples, result, problems }) {
  const { orphans, owned, browsers, descriptors } = result
  return [
    way,
    orphans.reaped.toLocaleString('en'),
    owned.right.toLocaleString('en'),
    browsers,
    `${range(samples.map(({ rss }) => rss))} MiB`,
    `${range(samples.map(({ heap }) => heap))} MiB`,
    `${descriptors.before}, then ${descriptors.after}`,
    problems.join('; ') || 'nothing',
  ]
}

/** @param {number[]} bytes */
function range(bytes) {
  const [least, most] = [Math.min(...bytes), Math.max(...bytes)].map((all) => Math.round(all / MIB))
  return least === most ? least : `${least} to ${most}`
}

/** @param {Soak[]} soaks */
function terminalTable(soaks) {
  const table = new Table({ head: HEAD, style: { head: [], border: [] } })
  table.push(...soaks.map(row))
  return table.toString()
}

/** @param {Data} data */
function section({ machine, load, minutes, soaks }) {
  const rows = [HEAD, HEAD.map(() => '-'), ...soaks.map(row)]
  return [
    ...rows.map((cells) => `| ${cells.join(' | ')} |`),
    '',
    `Measured for ${minutes} minutes on ${machine.date} with Node ${machine.node},`,
    `Linux ${machine.linux} and ${machine.processors}.`,
    `The load average was ${load.join(' at the start, and ')} at the end.`,
  ].join('\n')
}

module.exports = { section, terminalTable }
