'use strict'

// npm run bench [-- --json] [-- --only <part of a case's name or of a peer's>]
//
// `--only growth` measures how the costs grow. Fails when one of them grows in an unexpected way.
// A whole run writes docs/benchmarks.md and docs/growth.md with their charts and their data.

const { writeFileSync } = require('node:fs')
const { join } = require('node:path')
const { parseArgs } = require('node:util')

const { compileBaselines } = require('./baselines')
const allGroups = require('./cases')
const { measureGrowth } = require('./growth')
const { isAsExpected } = require('./growth/fit')
const { GROWTHS } = require('./growth/growths')
const { section, terminalTable } = require('./growth/page')
const { measure } = require('./measure')
const { preparePeers } = require('./peers')
const { describeMachine, load } = require('./report/machine')
const report = require('./report/page')
const { terminalReport } = require('./report/terminal')
const { draw, publish } = require('../scripts/measured')
const { startProgress } = require('../scripts/progress')

const root = join(__dirname, '..')

async function main() {
  const { values } = parseArgs({
    options: { json: { type: 'boolean' }, only: { type: 'string', default: '' } },
  })
  const { json, only } = values
  compileBaselines()

  const groups = only.startsWith('growth') ? [] : await compare(only)
  const growths = await grow(only)
  if (json) console.log(JSON.stringify({ groups, growths }, null, 2))
  else console.log([terminalReport(groups), terminalTable(growths)].join('\n'))
  if (!growths.every(isAsExpected)) process.exitCode = 1
}

/** @param {string} only */
async function compare(only) {
  preparePeers()
  const before = load()
  const groups = await measureAll(choose(only))
  if (only === '') await write({ machine: describeMachine(), load: [before, load()], groups })
  return groups
}

/** @param {string} only */
async function grow(only) {
  const chosen = GROWTHS.filter((growth) => nameOf(growth).startsWith(only))
  const before = load()
  const progress = startProgress(chosen.length)
  const growths = []
  for (const growth of chosen) {
    progress.begin(nameOf(growth))
    growths.push(await measureGrowth(growth))
  }
  progress.stop()
  if (only === '') {
    const data = { machine: describeMachine(), load: [before, load()], growths }
    await publish('growth', 'npm run bench', data, section(data))
  }
  return growths
}

/** @param {import('./growth/growths').Growth} growth */
function nameOf({ call, dimension }) {
  return `growth of ${call} with ${dimension}`
}

/** @param {string} only */
function choose(only) {
  return allGroups
    .map(({ title, byPeer, cases }) => ({ title, byPeer, cases: cases.filter(isChosen) }))
    .filter(({ cases }) => cases.length > 0)

  /** @param {import('./measure').Case} benchmarkCase */
  function isChosen({ what, peers }) {
    return [what, ...peers.map(({ name }) => name)].some((name) => name.includes(only))
  }
}

/** @param {typeof allGroups} chosen */
async function measureAll(chosen) {
  const progress = startProgress(chosen.flatMap(({ cases }) => cases).length)
  const measured = []
  for (const { cases, ...group } of chosen) {
    const results = []
    for (const benchmarkCase of cases) {
      progress.begin(benchmarkCase.what)
      results.push(await measure(benchmarkCase))
    }
    measured.push({ ...group, results })
  }
  progress.stop()
  return measured
}

/** @param {import('./report/page').Data} data */
async function write(data) {
  const file = join(root, 'docs/benchmarks')
  writeFileSync(`${file}.json`, JSON.stringify(data))
  writeFileSync(`${file}.md`, await report.page(data))
  draw('benchmarks')
}

main()
