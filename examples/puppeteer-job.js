'use strict'

// One browser job after another, as in a scraper or a PDF service: first without a reap() after
// each job, then with one. Prints how many zombies are left in both cases.
//
//   node examples/puppeteer-job.js [jobs=3] [--crash]

const { once } = require('node:events')
const fs = require('node:fs')
const os = require('node:os')
const path = require('node:path')
const { setTimeout: delay } = require('node:timers/promises')
const { parseArgs } = require('node:util')

const puppeteer = require('puppeteer-core')

const { installSubreaper, reap } = require('..')
const { FLAGS, findChromium } = require('./chromium')
const { printable } = require('./printable')
const { descendantsOf, zombiesOf } = require('./process-table')

// In ms. Only a defect takes this long.
const PATIENCE = 60_000

function readArguments() {
  const { values, positionals } = parseArgs({
    options: { crash: { type: 'boolean', default: false } },
    allowPositionals: true,
  })
  const [input = '3'] = positionals
  const jobs = Number(input)
  if (!Number.isInteger(jobs) || jobs < 1) {
    throw new Error(`expected a number of jobs, 1 or more, got "${printable(input)}"`)
  }
  return { jobs, crash: values.crash }
}

/** @param {import('puppeteer-core').Browser} browser */
async function readTitle(browser) {
  const page = await browser.newPage()
  await page.goto('data:text/html,<title>A page</title>')
  const title = await page.title()
  if (title !== 'A page') throw new Error(`expected the title "A page", got "${printable(title)}"`)
}

/** @param {import('puppeteer-core').Browser} browser */
async function crash(browser) {
  const child = browser.process()
  if (child === null)
    throw new Error('expected a browser that this process started, got a remote browser')
  child.kill('SIGKILL')
  await once(child, 'exit')
}

/** The browser's other processes end by themselves, but some still run after close(). */
async function untilAllAreDead() {
  const deadline = Date.now() + PATIENCE
  for (;;) {
    const living = descendantsOf(process.pid).filter(({ state }) => state !== 'Z')
    if (living.length === 0) return
    if (Date.now() > deadline) {
      const names = living.map(({ pid, name }) => `${printable(name)} (${pid})`).join(', ')
      throw new Error(`expected no process of the browser after ${PATIENCE} ms, got ${names}`)
    }
    await delay(10)
  }
}

/**
 * @param {string} executablePath
 * @param {boolean} crashes
 */
async function job(executablePath, crashes) {
  const userDataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'puppeteer-job-'))
  try {
    const browser = await puppeteer.launch({
      executablePath,
      userDataDir,
      // A crashed browser leaves files in this folder. They are removed with the folder.
      env: { ...process.env, TMPDIR: userDataDir },
      args: FLAGS,
    })
    try {
      await readTitle(browser)
    } finally {
      await (crashes ? crash(browser) : browser.close())
    }
    await untilAllAreDead()
  } finally {
    fs.rmSync(userDataDir, { recursive: true, force: true })
  }
}

/**
 * Reaps until no zombie is left. A thread of Node that runs by chance makes reap() leave a zombie for
 * a later call.
 * @returns {Promise<number>} the number of processes that were reaped
 */
async function reapAll() {
  const deadline = Date.now() + PATIENCE
  for (let reaped = 0; ; await delay(10)) {
    reaped += reap().length
    if (zombiesOf(process.pid).length === 0 || Date.now() > deadline) return reaped
  }
}

async function main() {
  const { jobs, crash: crashes } = readArguments()
  const chromium = findChromium()
  if (process.pid !== 1) installSubreaper()

  for (let i = 0; i < jobs; i++) await job(chromium, crashes)
  const leftWithout = zombiesOf(process.pid).length
  await reapAll()

  let reaped = 0
  for (let i = 0; i < jobs; i++) {
    await job(chromium, crashes)
    reaped += await reapAll()
  }
  const leftWith = zombiesOf(process.pid).length

  const result = {
    process: process.pid === 1 ? 'PID 1' : 'subreaper',
    jobs,
    ending: crashes ? 'crash' : 'close',
    withoutReap: { zombiesLeft: leftWithout, perJob: leftWithout / jobs },
    withReap: { zombiesLeft: leftWith, reaped },
  }
  console.log(JSON.stringify(result, null, 2))
}

if (require.main === module) main()

module.exports = { job }
