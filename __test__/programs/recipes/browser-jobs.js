'use strict'

// One Puppeteer job after another in a program that does not reap. Every second browser crashes.
// Prints the zombies that are left when every process of the browsers is dead.
//
//   node browser-jobs.js <jobs> [--reaped]   --reaped: waits until no zombie is left

const { once } = require('node:events')

const puppeteer = require('puppeteer-core')

const { FLAGS, findChromium } = require('../../../examples/chromium')
const { until } = require('../../support/helpers')
const { descendantsOf, zombiesOf } = require('../../support/process-table')

/** @param {boolean} crashes */
async function job(crashes) {
  const browser = await puppeteer.launch({
    executablePath: findChromium(),
    args: FLAGS,
  })
  const page = await browser.newPage()
  await page.goto('data:text/html,<title>A page</title>')
  if ((await page.title()) !== 'A page') throw new Error('expected the page to have its title')

  if (!crashes) return browser.close()
  const child = browser.process()
  child?.kill('SIGKILL')
  if (child) await once(child, 'exit')
}

async function main() {
  const jobs = Number(process.argv[2])
  for (let i = 0; i < jobs; i++) await job(i % 2 === 1)
  const isDone = process.argv.includes('--reaped')
    ? () => descendantsOf(process.pid).length === 0
    : () => descendantsOf(process.pid).every(({ state }) => state === 'Z')
  await until(isDone, 'the browsers are dead')
  const zombies = zombiesOf(process.pid).map(({ name }) => name)
  console.log(JSON.stringify({ pid: process.pid, jobs, zombies }))
}

void main()
