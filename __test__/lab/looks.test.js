'use strict'

const assert = require('node:assert/strict')
const { fork } = require('node:child_process')
const { once } = require('node:events')
const fs = require('node:fs')
const path = require('node:path')
const { after, before, test } = require('node:test')

const { skipWithoutChromium: skip } = require('../support/chromium')
const { root, temporaryFolder, until } = require('../support/helpers')
const { press, startLab } = require('../support/lab')
const { launch, open } = require('../support/lab-page')

const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')

/** @type {import('playwright-core').Browser} */
let browser
before(async () => {
  if (skip === false) browser = await launch()
})
after(() => browser?.close())

/**
 * Returns what axe-core finds that keeps a reader from something.
 * @param {import('playwright-core').Page} page
 */
async function findBarriers(page) {
  // The policy of the page forbids a script element. evaluate() needs none.
  await page.evaluate(axe)
  const { violations } = /** @type {any} */ (await page.evaluate('axe.run()'))
  return violations
    .filter((/** @type {any} */ { impact }) => ['serious', 'critical'].includes(impact))
    .map((/** @type {any} */ { id, nodes }) => `${id}: ${nodes[0].html}`)
}

const CHART_FITS = `document.querySelector('#chart canvas').clientWidth <=
  document.querySelector('#chart').clientWidth`

/**
 * Whether the page, or a part of it, goes beyond the window.
 * @param {import('playwright-core').Page} page
 */
function isTooWide(page) {
  return page.evaluate(`[...document.querySelectorAll('body *')]
    .some((element) => element.getBoundingClientRect().right > innerWidth + 0.5) ||
    document.documentElement.scrollWidth > innerWidth`)
}

test(
  'axe-core finds no barrier and the page fits, in both languages and both schemes',
  { skip },
  async (t) => {
    const { child, address } = await startLab((end) => t.after(end))
    for (const action of ['make', 'automatic-on', 'make', 'reap'])
      assert.equal((await press(address, action)).status, 200)
    /** @type {import('playwright-core').Page[]} */
    const pages = []
    for (const locale of ['en-GB', 'zh-CN']) {
      for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
        const page = await open(browser, address, { locale, colorScheme })
        t.after(() => page.context().close())
        pages.push(page)
        assert.deepEqual(await findBarriers(page), [], `${locale}, ${colorScheme}`)
      }
      for (const width of [360, 768, 1280, 1920]) {
        const page = pages[pages.length - 1]
        await page.setViewportSize({ width, height: 800 })
        // The chart takes its new width in the next frame. waitForFunction() needs eval(), which
        // the policy forbids.
        await until(() => page.evaluate(CHART_FITS), `the chart fits in ${width} pixels`)
        assert.equal(await isTooWide(page), false, `${locale}, ${width} pixels`)
      }
    }
    child.kill('SIGKILL')
    for (const page of pages) {
      await page.locator('#lost', { hasText: 'npm run demo -- --page' }).waitFor()
      assert.deepEqual(await findBarriers(page), [])
    }
  },
)

test('the language is that of the browser, and a link changes it', { skip }, async (t) => {
  const { address } = await startLab((end) => t.after(end))
  for (const [locale, lang, title, other] of [
    ['zh-CN', 'zh-CN', '僵尸进程实验室', 'en'],
    ['fr-FR', 'en', 'Zombie lab', 'zh-CN'],
  ]) {
    const page = await open(browser, address, { locale })
    assert.equal(await page.getAttribute('html', 'lang'), lang)
    assert.equal(await page.title(), title)
    await page.click(`nav a[lang="${other}"]`)
    await page.waitForSelector(`html[lang="${other}"]`)
    assert.notEqual(await page.title(), title)
    await page.context().close()
  }
})

test('a page says when the server is gone, and goes on when it is back', { skip }, async (t) => {
  const folder = temporaryFolder()
  /** @param {{ port: number, token: string }} place */
  async function serve(place) {
    const server = fork(path.join(root, 'examples/lab/main.js'))
    const end = async () => {
      server.kill('SIGKILL')
      await once(server, 'exit')
    }
    server.send({ ...place, folder })
    const [{ address }] = await once(server, 'message')
    return { address, end, pid: server.pid }
  }
  const first = await serve({ port: 0, token: 'right' })
  const port = Number(new URL(first.address).port)
  const page = await open(browser, first.address)
  t.after(() => page.context().close())
  await page.waitForSelector(`#tree li[data-pid="${first.pid}"]`)
  const colours = () =>
    page.evaluate(`['#tree', '#zombies'].map((name) =>
      getComputedStyle(document.querySelector(name)).color)`)
  const vivid = await colours()
  assert.equal(new Set(vivid).size, 2)

  await first.end()
  await page.waitForSelector('#lost:not([hidden])')
  assert.equal(new Set(await colours()).size, 1)
  await page.click('[data-action="make"]')
  await page.locator('#status', { hasText: 'does not answer. Start it again' }).waitFor()

  // A lab that was started anew has another token, so it refuses this page.
  const other = await serve({ port, token: 'other' })
  await page.waitForResponse((response) => response.status() === 403)
  assert.equal(await page.isVisible('#lost'), true)
  await other.end()

  const second = await serve({ port, token: 'right' })
  t.after(second.end)
  await page.waitForSelector(`#tree li[data-pid="${second.pid}"]`)
  assert.equal(await page.isVisible('#lost'), false)
  assert.equal(await page.textContent('#status'), '')
  assert.deepEqual(await colours(), vivid)
})
