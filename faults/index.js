'use strict'

// npm run faults [-- --all] [-- --only <part of a scenario's name>]

const { parseArgs } = require('node:util')

const { line, total } = require('./report')
const { sweepAddon } = require('./scenarios/addon')
const { sweepInit } = require('./scenarios/init')

async function main() {
  const { values } = parseArgs({
    options: { all: { type: 'boolean', default: false }, only: { type: 'string', default: '' } },
  })
  const { all, only } = values
  /** @param {string} name */
  const isWanted = (name) => name.includes(only)
  const summaries = []
  for (const sweeps of [sweepInit, sweepAddon]) {
    for await (const summary of sweeps(isWanted, all)) {
      summaries.push(summary)
      console.log(line(summary))
    }
  }
  console.log(total(summaries))
  if (summaries.some(({ violations }) => violations.length > 0)) process.exitCode = 1
}

main()
