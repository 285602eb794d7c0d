'use strict'

const Table = require('cli-table3')

/** @param {import('./measure').Result[]} results */
function table(results) {
  const drawn = new Table({
    head: ['what', 'peer', 'ours', "peer's", 'ratio', 'target', ''],
    style: { head: [], border: [] },
    colWidths: [36, 30],
    wordWrap: true,
  })
  const notes = []
  for (const { what, peer, ratio, target, met, medians, note } of results) {
    let mark = met ? '✔' : '✘'
    if (note !== undefined) mark += ` ${notes.push(note)}`
    drawn.push([
      what,
      peer,
      medians === null ? '-' : `${short(medians.ours)} ${medians.unit}`,
      medians === null ? '-' : `${short(medians.peer)} ${medians.unit}`,
      ratio === null || Number.isNaN(ratio) ? '-' : `${ratio.toFixed(2)} x`,
      target,
      mark,
    ])
  }
  return [drawn.toString(), ...notes.map((note, index) => `${index + 1}. ${note}`)].join('\n')
}

/** @param {number} value */
function short(value) {
  return value.toFixed(value < 10 ? 2 : 0)
}

module.exports = { table }
