'use strict'

// Each button does what it says, seen in the page and in /proc.

const assert = require('node:assert/strict')
const fs = require('node:fs')
const path = require('node:path')
const { after, before, test } = require('node:test')

const { skipWithoutChromium } = require('../support/chromium')
const {
  copyPackage,
  root,
  skipWithoutNamespace,
  temporaryFolder,
  until,
} = require('../support/helpers')
const { demoIn, processesOf, startLab } = require('../support/lab')
const { click, launch, open, shows } = require('../support/lab-page')

const skip = skipWithoutChromium || skipWithoutNamespace
const PID_1 = 1

/** @type {import('playwright-core').Browser} */
let browser
before(async () => {
  if (skip === false) browser = await launch()
})
after(() => browser?.close())

/**
 * Starts a lab, and opens its page.
 * @param {import('node:test').TestContext} t
 * @param {string} [folder] of the package
 */
async function openLab(t, folder = root) {
  const lab = await startLab((end) => t.after(end), { command: [demoIn(folder)] })
  const page = await open(browser, lab.address)
  t.after(() => page.context().close())
  return { lab, page, seen: (/** @type {number} */ pid) => processesOf(lab.pid).get(pid) }
}

/** @param {any} answer */
function keysOf({ steps }) {
  return steps.map((/** @type {any} */ step) => step.key)
}

test('a zombie is made, adopted, not killed, and reaped', { skip }, async (t) => {
  const { page, seen } = await openLab(t)

  const made = (await click(page, 'make')).answer
  const { parent, zombie } = made.steps.at(-1).values
  await shows(page, parent, 'alive')
  await shows(page, zombie, 'zombie')
  assert.deepEqual([seen(zombie)?.state, seen(zombie)?.parent], ['Z', parent])
  assert.equal(await page.textContent('#zombies'), '1')

  // Only the parent can wait, so reap() leaves the zombie.
  assert.deepEqual(keysOf((await click(page, 'reap')).answer), ['none', 'foreign'])
  await shows(page, zombie, 'zombie')

  assert.deepEqual(keysOf((await click(page, 'kill-parent')).answer), [
    'killed',
    'waited',
    'adopted',
    'stays',
  ])
  await shows(page, parent, 'gone')
  assert.equal(seen(parent), undefined)
  assert.deepEqual([seen(zombie)?.state, seen(zombie)?.parent], ['Z', PID_1])

  assert.deepEqual(keysOf((await click(page, 'kill-zombie')).answer), [
    'accepted',
    'nothing',
    'onlyParent',
  ])
  await shows(page, zombie, 'zombie')
  assert.equal(seen(zombie)?.state, 'Z')

  const { steps } = (await click(page, 'reap')).answer
  assert.deepEqual(steps.at(-1).values, { pid: zombie, code: 42 })
  await shows(page, zombie, 'gone')
  assert.equal(seen(zombie), undefined)
  assert.equal(await page.textContent('#zombies'), '0')
})

test('each step is told with its source, and the last one in the status', { skip }, async (t) => {
  const { page } = await openLab(t)
  const { parent, zombie } = (await click(page, 'make')).answer.steps.at(-1).values
  const entry = page.locator('[data-entry="make"]')
  assert.deepEqual(await entry.locator('cite').allTextContents(), [
    'fork(2)',
    'fork(2)',
    'exit(2)',
    'wait(2)',
  ])
  const last = `PID ${parent} never calls wait(2). So PID ${zombie} stays a zombie.`
  await page.locator('[role="status"]', { hasText: last }).waitFor()
})

test('a man page opens by a click alone, and does not learn the token', { skip }, async (t) => {
  const { page } = await openLab(t)
  /** @type {import('playwright-core').Request[]} */
  const requests = []
  await page.context().route(/^https:/, (route, request) => {
    requests.push(request)
    return route.fulfill({ body: 'a man page' })
  })
  await click(page, 'make')
  const link = page.getByRole('link', { name: 'exit(2)' })
  await link.waitFor()
  assert.equal(requests.length, 0)

  const opened = page.waitForEvent('popup')
  await link.click()
  const manual = await opened
  await manual.waitForURL('https://man7.org/linux/man-pages/man2/exit.2.html')
  assert.equal(requests.length, 1)
  assert.equal(await requests[0].headerValue('referer'), null)
  assert.deepEqual(await manual.evaluate('[document.referrer, opener]'), ['', null])
})

test('the automatic mode reaps until it is switched off', { skip }, async (t) => {
  const { page, seen } = await openLab(t)
  await click(page, 'automatic-on', { selector: '#automatic' })
  await page.waitForSelector('#automatic[aria-checked="true"]')
  const { zombie } = (await click(page, 'make')).answer.steps.at(-1).values
  assert.deepEqual(keysOf((await click(page, 'kill-parent')).answer), [
    'killed',
    'waited',
    'adopted',
  ])
  await shows(page, zombie, 'gone')
  assert.equal(seen(zombie), undefined)
  const told = page.locator('[data-entry="reaped"]')
  await told.waitFor()
  const newest = `PID ${zombie} with exit code 42`
  assert.match(String(await told.textContent()), new RegExp(newest))
  await page.locator('#status', { hasText: newest }).waitFor()

  await click(page, 'automatic-off', { selector: '#automatic' })
  await page.waitForSelector('#automatic[aria-checked="false"]')
  const second = (await click(page, 'make')).answer.steps.at(-1).values.zombie
  assert.equal(keysOf((await click(page, 'kill-parent')).answer).at(-1), 'stays')
  assert.equal(seen(second)?.state, 'Z')
})

test('a browser job leaves zombies when it is closed or crashes', { skip }, async (t) => {
  const { lab, page, seen } = await openLab(t)
  let zombies = 0
  for (const action of ['browser-close', 'browser-crash']) {
    const { pid } = (await click(page, 'browser-start')).answer.steps[0].values
    await shows(page, pid, 'alive')
    assert.match(seen(pid)?.name ?? '', /^chrom/)
    await page.waitForSelector('[data-action="browser-start"][aria-disabled="true"]')
    const again = await click(page, 'browser-start', { force: true })
    assert.equal(again.answer.code, 'ONE_BROWSER')

    const { count } = (await click(page, action)).answer.steps.at(-1).values
    assert.ok(count > 0)
    zombies += count
    await page.locator('#zombies', { hasText: new RegExp(`^${zombies}$`) }).waitFor()
    const table = [...processesOf(lab.pid)].filter(([inside]) => inside !== PID_1)
    const others = table.filter(([inside, { name }]) => inside !== 0 && name !== 'unshare')
    assert.ok(others.every(([, { state, parent }]) => state === 'Z' && parent === PID_1))
    assert.equal(others.length, zombies)
  }

  // With the automatic mode the same job leaves none.
  await click(page, 'automatic-on', { selector: '#automatic' })
  await click(page, 'browser-start')
  const { steps } = (await click(page, 'browser-close')).answer
  assert.equal(steps.at(-1).key, 'abandoned')
  await page.locator('#zombies', { hasText: /^0$/ }).waitFor()
})

test('a button without a process says so', { skip }, async (t) => {
  const { page } = await openLab(t)
  for (const [action, text] of [
    ['kill-parent', 'There is no such process'],
    ['kill-zombie', 'There is no such process'],
    ['browser-crash', 'No browser runs'],
  ]) {
    assert.equal(await page.getAttribute(`[data-action="${action}"]`, 'aria-disabled'), 'true')
    const { status } = await click(page, action, { force: true })
    assert.equal(status, 409)
    await page.locator('#status', { hasText: text }).waitFor()
  }
})

test('two pages show the same lab', { skip }, async (t) => {
  const { lab, page } = await openLab(t)
  const other = await open(browser, lab.address)
  t.after(() => other.context().close())

  const { zombie } = (await click(page, 'make')).answer.steps.at(-1).values
  await shows(other, zombie, 'zombie')
  await other.locator('[data-entry="make"]').waitFor()
  await click(other, 'kill-parent')
  await click(other, 'reap')
  await shows(page, zombie, 'gone')
  await page.locator('[data-entry="reap"]').waitFor()
})

test('everything can be done with the keyboard, and the focus stays', { skip }, async (t) => {
  const { page } = await openLab(t)
  const focused = () => page.evaluate('document.activeElement.dataset.action')
  for (const action of ['make', 'kill-zombie', 'kill-parent', 'reap']) {
    await until(async () => {
      await page.keyboard.press('Tab')
      return (await focused()) === action
    }, `${action} has the focus`)
    await page.waitForSelector(`[data-action="${action}"][aria-disabled="false"]`)
    const answered = page.waitForResponse((response) => response.url().endsWith(`/${action}`))
    await page.keyboard.press('Enter')
    assert.equal((await answered).status(), 200)
    await page.locator(`[data-entry="${action}"]`).waitFor()
    assert.equal(await focused(), action)
  }
})

test('the chart is drawn, and without uPlot the page goes on', { skip }, async (t) => {
  const { page } = await openLab(t)
  await page.locator('#chart canvas').waitFor()
  assert.equal(await page.isVisible('#no-chart'), false)
  await click(page, 'make')
  await page.locator('#chart[aria-label*="Zombies now: 1"]').waitFor()

  // A checkout without node_modules.
  const copy = copyPackage(temporaryFolder())
  fs.cpSync(path.join(root, 'examples'), path.join(copy, 'examples'), { recursive: true })
  const without = await openLab(t, copy)
  await without.page.locator('#no-chart', { hasText: 'uPlot' }).waitFor()
  assert.equal(await without.page.isVisible('#no-browser'), true)
  const { zombie } = (await click(without.page, 'make')).answer.steps.at(-1).values
  await shows(without.page, zombie, 'zombie')
})
