'use strict'

// Two browsers at once, one of each library. Closing one browser leaves the other alone, and does
// not wait for it, although its crashpad handler is also an orphan of this process.
//
//   node examples/recipes/two-browsers.js [--close-playwright]

const { performance } = require('node:perf_hooks')

const { chromium } = require('playwright-core')
const puppeteer = require('puppeteer-core')

const { orphans, reapOrphans, startReaper } = require('../..')
const { printable } = require('../printable')

const executablePath = process.env.CHROME_PATH ?? '/usr/bin/chromium'
// In ms. This time would pass if close() waited for the other browser.
const TIMEOUT = 120_000

function launchPuppeteer() {
  // Chromium refuses to run its sandbox as root.
  return puppeteer.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
}

function launchPlaywright() {
  return chromium.launch({ executablePath, args: ['--disable-gpu'] })
}

async function main() {
  const reaper = startReaper()
  const launches = [launchPuppeteer, launchPlaywright]
  if (process.argv.includes('--close-playwright')) launches.reverse()

  const closed = await launches[0]()
  const before = new Set(orphans().map(({ pid }) => pid))
  const kept = await launches[1]()
  const page = await kept.newPage()
  await page.goto('data:text/html,<title>Still here</title>')
  const ofKept = orphans().filter(({ pid }) => !before.has(pid))

  await closed.close()
  const start = performance.now()
  const { remaining } = await reapOrphans({ timeout: TIMEOUT })
  const waited = Math.round(performance.now() - start)

  const living = new Set(remaining.map(({ pid }) => pid))
  const result = {
    title: await page.title(),
    orphans: ofKept.map(({ name }) => name),
    stillRunning: ofKept.filter(({ pid }) => living.has(pid)).map(({ name }) => name),
    timeout: TIMEOUT,
    waited,
    reaped: reaper.stats.reaped,
  }
  await kept.close()
  console.log(printable(JSON.stringify(result)))
}

void main()
