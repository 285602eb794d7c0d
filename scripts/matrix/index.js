'use strict'

// Runs the tests with the prebuilt binaries of artifacts/, on each target with each Node. Each
// option may be repeated:
//
//   npm run test:matrix [-- --target linux-x64-gnu] [--node 22]

const { parseArgs } = require('node:util')

const Table = require('cli-table3')

const { cells } = require('./cells')
const { runCell } = require('./run')
const { startProgress } = require('../progress')

const NAMES = /** @type {const} */ ({ type: 'string', multiple: true })

async function main() {
  const { values } = parseArgs({ options: { target: NAMES, node: NAMES } })
  const table = new Table({
    head: ['target', 'Node', 'passed', 'failed', 'minutes'],
    style: { head: [], border: [] },
  })
  const chosen = cells(values.target ?? [], values.node ?? [])
  const progress = startProgress(chosen.length)
  for (const cell of chosen) {
    const { platform } = cell.target
    progress.begin(`${platform}, Node ${cell.major}`)
    const started = performance.now()
    try {
      const { node, passed, failed, log } = await runCell(cell)
      const minutes = ((performance.now() - started) / 60_000).toFixed(1)
      table.push([platform, node, passed, failed.length, minutes])
      if (failed.length === 0) continue
      for (const line of [...failed.map((name) => `✖ ${name}`), `see ${log}`]) {
        progress.log(`  ${line}\n`)
      }
    } catch (error) {
      table.push([platform, cell.major, { colSpan: 3, content: 'cannot be run here' }])
      progress.log(`  ✖ ${/** @type {Error} */ (error).message}\n`)
    }
    process.exitCode = 1
  }
  progress.stop()
  console.log(table.toString())
}

void main()
