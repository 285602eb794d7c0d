'use strict'

const assert = require('node:assert/strict')
const { once } = require('node:events')
const fs = require('node:fs')
const os = require('node:os')
const path = require('node:path')
const { test } = require('node:test')

const puppeteer = require('puppeteer-core')

const { FLAGS, findChromium } = require('../../examples/chromium')
const { createJob, installSubreaper } = require('../..')
const { skipWithoutChromium: skip } = require('../support/chromium')
const { descendantsOf } = require('../support/process-table')

/** @param {import('node:test').TestContext} t */
async function launch(t) {
  const job = createJob()
  const userDataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'zombie-reaper-job-'))
  t.after(async () => {
    await job.close()
    fs.rmSync(userDataDir, { recursive: true, force: true })
  })
  const browser = await puppeteer.launch({
    executablePath: findChromium(),
    userDataDir,
    args: FLAGS,
    env: job.env,
  })
  const child = browser.process()
  assert.ok(child !== null)
  job.add(child)
  const page = await browser.newPage()
  await page.goto('data:text/html,<title>A page</title>')
  return { job, page, child }
}

/** @returns {number[]} every living process below this one, whether a job knows it or not */
function livingDescendants() {
  const living = descendantsOf(process.pid).filter(({ state }) => state !== 'Z')
  return living.map(({ pid }) => pid)
}

/** @param {import('../..').Job} job */
function adoptedCrashpad(job) {
  const found = job
    .processes()
    .find(({ name, ppid }) => name.startsWith('chrome_crashpad') && ppid === process.pid)
  assert.ok(found !== undefined, 'its crashpad handler is an orphan of ours')
  return found.pid
}

/** @type {[what: string, hurt: (child: import('node:child_process').ChildProcess) => unknown][]} */
const states = [
  ['works', () => {}],
  ['hangs', (child) => child.kill('SIGSTOP')],
  [
    'has crashed',
    async (child) => {
      child.kill('SIGKILL')
      await once(child, 'exit')
    },
  ],
]

for (const [state, hurt] of states) {
  test(
    `closing the job of a browser that ${state} leaves nothing of it, and all of another one`,
    { skip },
    async (t) => {
      installSubreaper()
      const a = await launch(t)
      const ofA = livingDescendants()
      const b = await launch(t)
      const ofB = livingDescendants().filter((pid) => !ofA.includes(pid))
      const crashpad = adoptedCrashpad(b.job)
      assert.ok(ofA.length > 5 && ofB.length > 5)

      await hurt(a.child)
      const { reaped, remaining } = await a.job.close()
      assert.deepEqual(remaining, [])
      assert.ok(reaped.length > 0)
      assert.ok(reaped.every(({ pid }) => !ofB.includes(pid)))
      const living = livingDescendants()
      assert.deepEqual(
        living.filter((pid) => ofA.includes(pid)),
        [],
      )
      const members = new Set(b.job.processes().map(({ pid }) => pid))
      assert.deepEqual(
        living.filter((pid) => !members.has(pid)),
        [],
        'nor is there anything new of it',
      )
      assert.ok(members.has(crashpad))
      await b.page.goto('data:text/html,<title>Still here</title>')
      assert.equal(await b.page.title(), 'Still here')

      assert.deepEqual((await b.job.close()).remaining, [])
      assert.deepEqual(descendantsOf(process.pid), [], 'not even a zombie')
    },
  )
}
