'use strict'

// npm run bench [-- --json] [-- --only <part of a case's name>]

const { parseArgs } = require('node:util')

const { measure } = require('./measure')
const { compileBaselines } = require('./baselines')
const { table } = require('./table')

const cases = [
  ...require('./cases/reap'),
  ...require('./cases/idle'),
  ...require('./cases/make-zombie'),
  ...require('./cases/load'),
  ...require('./cases/reaper'),
  ...require('./cases/zombies'),
  ...require('./cases/init'),
]

async function main() {
  const { values } = parseArgs({
    options: { json: { type: 'boolean' }, only: { type: 'string', default: '' } },
  })
  const { json, only } = values
  compileBaselines()

  const results = []
  for (const benchmarkCase of cases.filter(({ what, peer }) => `${what}, ${peer}`.includes(only))) {
    process.stderr.write(`${benchmarkCase.what}, beside ${benchmarkCase.peer}\n`)
    results.push(await measure(benchmarkCase))
  }
  console.log(json ? JSON.stringify(results, null, 2) : table(results))
}

main()
