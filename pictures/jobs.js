// Runs browser jobs with Node as PID 1, without and with the reaper, and counts the zombies after
// each job. Writes docs/zombies-in-200-jobs.json, the data of the chart.

import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

import { findChromium } from '../examples/chromium.js'
import { zombiesOf } from '../examples/process-table.js'
import { job } from '../examples/puppeteer-job.js'
import { startReaper } from '../index.js'
import { NAMESPACE } from './namespace.js'

const JOBS = 200
const DATA = fileURLToPath(new URL('../docs/zombies-in-200-jobs.json', import.meta.url))

const chromium = findChromium()

/**
 * Runs in PID 1 of a namespace.
 * @returns {Promise<{ seconds: number[], zombies: number[] }>} at the start, and after each job
 */
async function samples() {
  const started = performance.now()
  const taken = { seconds: [], zombies: [] }
  for (let done = 0; ; done++) {
    taken.seconds.push(Math.round((performance.now() - started) / 1000))
    taken.zombies.push(zombiesOf(process.pid).length)
    if (done === JOBS) return taken
    await job(chromium, false)
  }
}

/** @param {'without' | 'with'} way */
function measure(way) {
  const [file, ...args] = [...NAMESPACE, process.execPath, fileURLToPath(import.meta.url), way]
  return JSON.parse(execFileSync(file, args, { encoding: 'utf8' }))
}

function machine() {
  const { version: puppeteer } = createRequire(import.meta.url)('puppeteer-core/package.json')
  const version = execFileSync(chromium, ['--version'], { encoding: 'utf8' })
  return {
    processors: `${os.availableParallelism()} x ${os.cpus()[0].model}`,
    // The rest of the release is the distribution's.
    linux: String(/^\d+\.\d+/.exec(os.release())),
    node: process.versions.node,
    puppeteer,
    chromium: String(/[\d.]+/.exec(version)),
  }
}

const [, , way] = process.argv
if (way === undefined) {
  const data = { machine: machine(), without: measure('without'), with: measure('with') }
  fs.writeFileSync(DATA, JSON.stringify(data))
  execFileSync('npx', ['prettier', '--write', DATA])
} else {
  if (way === 'with') startReaper()
  console.log(JSON.stringify(await samples()))
  process.exit()
}
