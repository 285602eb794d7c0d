'use strict'

// npm run faults [-- --all] [-- --only <part of a scenario's name>]

const { parseArgs } = require('node:util')

const { startProgress } = require('../scripts/progress')
const { line, total } = require('./report')
const { addonSweeps } = require('./scenarios/addon')
const { initSweeps } = require('./scenarios/init')

async function main() {
  const { values } = parseArgs({
    options: { all: { type: 'boolean', default: false }, only: { type: 'string', default: '' } },
  })
  const { all, only } = values
  const sweeps = [...initSweeps(all), ...addonSweeps(all)].filter(({ name }) => name.includes(only))
  if (sweeps.length === 0) throw new Error(`no scenario has "${only}" in its name`)
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
