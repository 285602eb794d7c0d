'use strict'

// Runs each scenario once for each fault, and prints what breaks.

const { misuse, readOptions } = require('../scripts/arguments')
const { startProgress } = require('../scripts/progress')
const { line, total } = require('./report')

const USAGE = 'npm run faults -- [--all] [--only PART_OF_A_NAME]'

async function main() {
  const { all, only } = readOptions(USAGE, {
    all: { type: 'boolean', default: false },
    only: { type: 'string' },
  })
  // Loaded here, because the C compiler says the numbers of the calls.
  const { addonSweeps } = require('./scenarios/addon')
  const { initSweeps } = require('./scenarios/init')
  const every = [...initSweeps(all), ...addonSweeps(all)]
  const sweeps = every.filter(({ name }) => only === undefined || name.includes(only))
  if (sweeps.length === 0 || only === '') {
    const names = every.map(({ name }) => `"${name}"`)
    misuse(USAGE, `--only to be a part of ${names.join(' or ')}`, only)
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
