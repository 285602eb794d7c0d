'use strict'

// A browser that hangs, as some browsers do: it is stopped and never answers again. Closing its job
// ends the browser with all its processes, while a second browser goes on working.
//
//   node examples/job.js

const fs = require('node:fs')
const os = require('node:os')
const path = require('node:path')

const puppeteer = require('puppeteer-core')

const { createJob, installSubreaper } = require('..')
const { FLAGS, findChromium } = require('./chromium')
const { printable } = require('./printable')

async function launch() {
  const job = createJob()
  const userDataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'zombie-reaper-job-'))
  const browser = await puppeteer.launch({
    executablePath: findChromium(),
    userDataDir,
    args: FLAGS,
    env: job.env,
  })
  const child = browser.process()
  if (child === null)
    throw new Error('expected a browser that this process started, got a remote browser')
  job.add(child)
  const page = await browser.newPage()
  await page.goto('data:text/html,<title>A page</title>')
  return {
    job,
    page,
    child,
    async close() {
      const result = await job.close()
      fs.rmSync(userDataDir, { recursive: true, force: true })
      return result
    },
  }
}

/** @param {import('..').ProcessInfo[]} processes */
function namesOf(processes) {
  return processes.map(({ pid, name }) => `${printable(name)} (${pid})`).join(', ') || 'none'
}

async function main() {
  // As a subreaper, this process adopts its orphans. PID 1 does not need this.
  if (process.pid !== 1) installSubreaper()
  const [hanging, working] = [await launch(), await launch()]
  hanging.child.kill('SIGSTOP')

  console.log('processes of the hanging browser:', namesOf(hanging.job.processes()))
  const { reaped, remaining } = await hanging.close()
  console.log('reaped orphans of the hanging browser:', reaped.length)
  console.log('processes left of the hanging browser:', namesOf(remaining))
  console.log('page title in the working browser:', await working.page.title())
  console.log('processes left of the working browser:', namesOf((await working.close()).remaining))
}

main()
