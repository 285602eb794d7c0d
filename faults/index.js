'use strict'

// npm run faults [-- --all] [-- --only <part of a scenario's name>]

const { parseArgs } = require('node:util')

const { startProgress } = require('../scripts/progress')
const { line, total } = require('./report')
const { addonSweeps } = require('./scenarios/addon')
const { initSweeps } = require('./scenarios/init')

async function main() {
  const { values } = parseArgs({
    options: { all: { type: 'boolean', default: false }, only: { type: 'string' } },
  })
  const { all, only } = values
  const every = [...initSweeps(all), ...addonSweeps(all)]
  const sweeps = every.filter(({ name }) => only === undefined || name.includes(only))
  if (sweeps.length === 0 || only === '') {
    const names = every.map(({ name }) => name)
    throw new Error(`expected a part of one of these names, got "${only}":\n${names.join('\n')}`)
  }
  const progress = startProgress(sweeps.length)
  const summaries = []
  for (const { name, run } of sweeps) {
    progress.begin(name)
    const summary = await run()
    summaries.push(summary)
    progress.log(line(summary))
  }
  progress.stop()
  console.log(total(summaries))
  if (summaries.some(({ violations }) => violations.length > 0)) process.exitCode = 1
}

main()
