'use strict'

// A browser job with Playwright that leaves no process of the browser behind.
//
//   node examples/recipes/playwright.js [--crash]

const { chromium } = require('playwright-core')

const { reapOrphans, startReaper } = require('../..')
const { zombiesOf } = require('../process-table')

async function main() {
  const reaper = startReaper()

  // Like launch(), but launchServer() exposes its process, which --crash needs.
  const server = await chromium.launchServer({
    executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium',
    args: ['--disable-gpu'],
  })
  const browser = await chromium.connect(server.wsEndpoint())
  const page = await browser.newPage()
  await page.goto('data:text/html,<title>A page</title>')
  const title = await page.title()

  if (process.argv.includes('--crash')) {
    server.process().kill('SIGKILL')
    await new Promise((resolve) => server.once('close', () => resolve(undefined)))
  } else {
    await server.close()
  }
  // The reaper needs no help. To be sure at this point, wait: some processes are still dying.
  let remaining
  do ({ remaining } = await reapOrphans())
  while (remaining.length > 0)

  const { reaped } = reaper.stats
  console.log(JSON.stringify({ title, reaped, zombiesLeft: zombiesOf(process.pid).length }))
}

void main()
