'use strict'

// npm run bench [-- --json] [-- --only <part of a case's name>]

const { parseArgs } = require('node:util')

const { measure } = require('./measure')
const { compileBaselines } = require('./baselines')
const { table } = require('./table')
const { startProgress } = require('../scripts/progress')

const cases = [
  ...require('./cases/reap'),
  ...require('./cases/idle'),
  ...require('./cases/make-zombie'),
  ...require('./cases/load'),
  ...require('./cases/reaper'),
  ...require('./cases/zombies'),
  ...require('./cases/exporter'),
  ...require('./cases/command-line'),
  ...require('./cases/init'),
]

async function main() {
  const { values } = parseArgs({
    options: { json: { type: 'boolean' }, only: { type: 'string', default: '' } },
  })
  const { json, only } = values
  compileBaselines()

  const results = []
  const chosen = cases.filter(({ what, peer }) => `${what}, ${peer}`.includes(only))
  const progress = startProgress(chosen.length)
  for (const benchmarkCase of chosen) {
    progress.begin(`${benchmarkCase.what}, beside ${benchmarkCase.peer}`)
    results.push(await measure(benchmarkCase))
  }
  progress.stop()
  console.log(json ? JSON.stringify(results, null, 2) : table(results))
}

main()
