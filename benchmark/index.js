'use strict'

// Compares this package with other programs that reap, and measures how its costs grow.
//
// `--only growth` measures how the costs grow. Fails when one of them grows in an unexpected way.
// A whole run writes docs/benchmarks.md and docs/growth.md with their charts and their data.

const { writeFileSync } = require('node:fs')
const { join } = require('node:path')

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
const { misuse, readOptions } = require('../scripts/arguments')
const { draw, publish } = require('../scripts/measured')
const { startProgress } = require('../scripts/progress')

const USAGE = 'npm run bench -- [--json] [--only PART_OF_A_NAME]'

const root = join(__dirname, '..')

async function main() {
  const { json, only } = readOptions(USAGE, {
    json: { type: 'boolean' },
    only: { type: 'string', default: '' },
  })
  const cases = only.startsWith('growth') ? [] : choose(only)
  const calls = GROWTHS.filter((growth) => nameOf(growth).startsWith(only))
  if (cases.length === 0 && calls.length === 0)
    misuse(USAGE, '--only to be "growth", or a part of a name in docs/benchmarks.md', only)
  compileBaselines()

  const isWhole = only === ''
  const groups = cases.length === 0 ? [] : await compare(cases, isWhole)
  const growths = await grow(calls, isWhole)
  if (json) console.log(JSON.stringify({ groups, growths }, null, 2))
  else console.log([terminalReport(groups), terminalTable(growths)].join('\n'))
  if (!growths.every(isAsExpected)) process.exitCode = 1
}

/**
 * @param {typeof allGroups} chosen
 * @param {boolean} isWhole
 */
async function compare(chosen, isWhole) {
  preparePeers()
  const before = load()
  const groups = await measureAll(chosen)
  if (isWhole) await write({ machine: describeMachine(), load: [before, load()], groups })
  return groups
}

/**
 * @param {typeof GROWTHS} chosen
 * @param {boolean} isWhole
 */
async function grow(chosen, isWhole) {
  const before = load()
  const progress = startProgress(chosen.length)
  const growths = []
  for (const growth of chosen) {
    progress.begin(nameOf(growth))
    growths.push(await measureGrowth(growth))
  }
  progress.stop()
  if (isWhole) {
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
