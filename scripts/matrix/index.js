'use strict'

// Runs the tests with the prebuilt binaries of artifacts/, on each target with each Node.

const Table = require('cli-table3')

const { cells } = require('./cells')
const { runCell } = require('./run')
const { readOptions, requireNames } = require('../arguments')
const { startProgress } = require('../progress')
const { PLATFORMS } = require('../targets')

const USAGE = 'npm run test:matrix -- [--target PLATFORM]... [--node MAJOR]...'

const NAMES = /** @type {const} */ ({ type: 'string', multiple: true })

async function main() {
  const values = readOptions(USAGE, { target: NAMES, node: NAMES })
  const { target: platforms = PLATFORMS } = values
  requireNames(USAGE, '--target to be ', PLATFORMS, platforms)
  const every = cells(platforms)
  const majors = [...new Set(every.map(({ major }) => major))]
  const { node: asked = majors } = values
  requireNames(USAGE, '--node to be ', majors, asked)
  const chosen = every.filter(({ major }) => asked.includes(major))
  const table = new Table({
    head: ['target', 'Node', 'passed', 'failed', 'minutes'],
    style: { head: [], border: [] },
  })
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
