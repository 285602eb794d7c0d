'use strict'

// Lets orphans die beside owned children and real browsers, in each of the ways to reap. Fails when
// a status is lost, a process is left, or something grows. Needs root, a C compiler and Chromium.
//
// Without a number it takes ten minutes, and writes docs/soak.md with its chart and its data. With
// `--orphans` it takes as long as so many orphans need in each way, and a tenth of owned children.

const { spawn } = require('node:child_process')
const { once } = require('node:events')
const { join } = require('node:path')
const { createInterface } = require('node:readline')

const { initPath } = require('..')
const { compileBaselines } = require('../benchmark/baselines')
const { describeMachine, load } = require('../benchmark/report/machine')
const { misuse, readOptions } = require('../scripts/arguments')
const { publish } = require('../scripts/measured')
const { startProgress } = require('../scripts/progress')
const { judge } = require('./judge')
const { section, terminalTable } = require('./page')
const { compilePrograms } = require('./programs')

const USAGE = 'npm run soak -- [--minutes NUMBER] [--orphans NUMBER] [--json]'

const WAYS = ['bare', 'automatic', 'jobs', 'init']

const MINUTES = 10

const NAMESPACE = ['--pid', '--fork', '--mount-proc', '--kill-child']

/**
 * @param {string} way
 * @param {number} seconds
 * @param {number} orphans
 * @returns {Promise<import('./page').Soak>}
 */
async function soak(way, seconds, orphans) {
  const above = way === 'init' ? [initPath, '--'] : []
  const node = [process.execPath, '--expose-gc', join(__dirname, 'run.js')]
  const args = [way, String(seconds), String(orphans)]
  const run = spawn('unshare', [...NAMESPACE, ...above, ...node, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = once(run, 'exit')
  const lines = []
  for await (const line of createInterface({ input: run.stdout })) lines.push(JSON.parse(line))
  const [code, signal] = await exited
  if (code !== 0) throw new Error(`the soak of ${way} ended with ${signal ?? `exit code ${code}`}`)
  const result = lines.pop()
  return { way, samples: lines, result, problems: judge(lines, result) }
}

/**
 * @param {string} option
 * @param {string} [text] none stands for 0
 */
function numberOf(option, text) {
  if (text === undefined) return 0
  const number = Number(text)
  if (!(number > 0 && number < Infinity)) misuse(USAGE, `${option} to be a number above 0`, text)
  return number
}

async function main() {
  const values = readOptions(USAGE, {
    minutes: { type: 'string' },
    orphans: { type: 'string' },
    json: { type: 'boolean' },
  })
  const isWhole = values.minutes === undefined && values.orphans === undefined
  const minutes = isWhole ? MINUTES : numberOf('--minutes', values.minutes)
  const orphans = numberOf('--orphans', values.orphans)
  compileBaselines()
  compilePrograms()

  const before = load()
  const progress = startProgress(WAYS.length)
  const soaks = []
  for (const way of WAYS) {
    progress.begin(way)
    soaks.push(await soak(way, (minutes * 60) / WAYS.length, orphans))
  }
  progress.stop()
  const data = { machine: describeMachine(), load: [before, load()], minutes, soaks }
  console.log(values.json ? JSON.stringify(data) : terminalTable(soaks))
  if (isWhole) await publish('soak', 'npm run soak', data, section(data))
  if (soaks.some(({ problems }) => problems.length > 0)) process.exitCode = 1
}

main()
