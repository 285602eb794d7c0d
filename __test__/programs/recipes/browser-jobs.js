'use strict'

// One Puppeteer job after another in a program that does not reap. Every second browser crashes.
// Prints the number of zombies half a second after the last job.
//
//   node browser-jobs.js <jobs>

const { once } = require('node:events')
const { setTimeout: delay } = require('node:timers/promises')

const puppeteer = require('puppeteer-core')

const { FLAGS, findChromium } = require('../../../examples/puppeteer-job')
const { zombiesOf } = require('../../support/process-table')

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
  await delay(500)
  const zombies = zombiesOf(process.pid).map(({ name }) => name)
  console.log(JSON.stringify({ pid: process.pid, jobs, zombies }))
}

void main()
