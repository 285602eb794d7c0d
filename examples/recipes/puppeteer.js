'use strict'

// A browser job with Puppeteer that leaves no process of the browser behind.
//
//   node examples/recipes/puppeteer.js [--crash]

const { once } = require('node:events')

const puppeteer = require('puppeteer-core')

const { reapOrphans, startReaper } = require('../..')
const { zombiesOf } = require('../process-table')

/** @param {import('puppeteer-core').Browser} browser */
async function crash(browser) {
  const child = browser.process()
  if (child === null)
    throw new Error('expected a browser that this process started, got a remote browser')
  child.kill('SIGKILL')
  await once(child, 'exit')
}

async function main() {
  const reaper = startReaper()

  const browser = await puppeteer.launch({
    executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium',
    // Chromium refuses to run its sandbox as root.
    args: ['--no-sandbox', '--disable-gpu'],
  })
  const page = await browser.newPage()
  await page.goto('data:text/html,<title>A page</title>')
  const title = await page.title()

  await (process.argv.includes('--crash') ? crash(browser) : browser.close())
  // The reaper needs no help. To be sure at this point, wait: some processes are still dying.
  let remaining
  do ({ remaining } = await reapOrphans())
  while (remaining.length > 0)

  const { reaped } = reaper.stats
  console.log(JSON.stringify({ title, reaped, zombiesLeft: zombiesOf(process.pid).length }))
}

void main()
