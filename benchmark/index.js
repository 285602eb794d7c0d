'use strict'

// npm run bench [-- --json] [-- --only <part of a case's name or of a peer's>]
//
// A whole run writes docs/benchmarks.md with its charts and its data.

const { execFileSync } = require('node:child_process')
const { writeFileSync } = require('node:fs')
const { join } = require('node:path')
const { parseArgs } = require('node:util')

const { compileBaselines } = require('./baselines')
const groups = require('./cases')
const { measure } = require('./measure')
const { preparePeers } = require('./peers')
const { describeMachine, load } = require('./report/machine')
const { page } = require('./report/page')
const { terminalReport } = require('./report/terminal')
const { startProgress } = require('../scripts/progress')

const root = join(__dirname, '..')

async function main() {
  const { values } = parseArgs({
    options: { json: { type: 'boolean' }, only: { type: 'string', default: '' } },
  })
  const { json, only } = values
  compileBaselines()
  preparePeers()

  const before = load()
  const measured = await measureAll(choose(only))
  console.log(json ? JSON.stringify(measured, null, 2) : terminalReport(measured))
  if (only === '') {
    await write({ machine: describeMachine(), load: [before, load()], groups: measured })
  }
}

/** @param {string} only */
function choose(only) {
  return groups
    .map(({ title, byPeer, cases }) => ({ title, byPeer, cases: cases.filter(isChosen) }))
    .filter(({ cases }) => cases.length > 0)

  /** @param {import('./measure').Case} benchmarkCase */
  function isChosen({ what, peers }) {
    return [what, ...peers.map(({ name }) => name)].some((name) => name.includes(only))
  }
}

/** @param {typeof groups} chosen */
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
  writeFileSync(`${file}.md`, await page(data))
  /** @type {(command: string, ...args: string[]) => void} */
  const run = (command, ...args) => void execFileSync(command, args, { cwd: root })
  run('npx', 'prettier', '--write', `${file}.json`)
  run('npm', 'ci', '--prefix', 'pictures', '--ignore-scripts', '--no-audit', '--no-fund')
  run('npm', 'run', 'draw:benchmarks', '--prefix', 'pictures')
}

main()
