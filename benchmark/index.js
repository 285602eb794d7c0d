'use strict'

// npm run bench [-- --json] [-- --only <part of a row's name>]

const { parseArgs } = require('node:util')

const { measure } = require('./measure')
const { compilePeers } = require('./peers')
const { table } = require('./table')

const rows = [
  ...require('./rows/reap'),
  ...require('./rows/idle'),
  ...require('./rows/make-zombie'),
  ...require('./rows/load'),
  ...require('./rows/reaper'),
  ...require('./rows/zombies'),
  ...require('./rows/init'),
]

async function main() {
  const { values } = parseArgs({
    options: { json: { type: 'boolean' }, only: { type: 'string', default: '' } },
  })
  const { json, only } = values
  compilePeers()

  const results = []
  for (const row of rows.filter(({ what, peer }) => `${what}, ${peer}`.includes(only))) {
    process.stderr.write(`${row.what}, beside ${row.peer}\n`)
    results.push(await measure(row))
  }
  console.log(json ? JSON.stringify(results, null, 2) : table(results))
}

main()
