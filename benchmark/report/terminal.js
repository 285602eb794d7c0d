'use strict'

const Table = require('cli-table3')

const { sheetsOf } = require('./sheets')

/** @param {import('./sheets').GroupOfResults[]} groups */
function terminalReport(groups) {
  const { sheets, notes } = sheetsOf(groups, (number) => ` [${number}]`)
  const tables = sheets.map(({ title, head, rows }) => {
    const table = new Table({
      head,
      style: { head: [], border: [] },
      colWidths: [36],
      wordWrap: true,
    })
    table.push(...rows)
    return `${title}\n${table}\n`
  })
  return [...tables, ...notes.map((note, index) => `[${index + 1}] ${note}`)].join('\n')
}

module.exports = { terminalReport }
