'use strict'

const { chromium } = require('playwright-core')

const { findChromium } = require('../../examples/chromium')
const { HANG } = require('./helpers')

/** Starts the browser that shows the lab. */
function launch() {
  return chromium.launch({ executablePath: findChromium(), args: ['--disable-gpu'] })
}

/**
 * Opens the page of the lab, and waits until it shows the lab.
 * @param {import('playwright-core').Browser} browser
 * @param {string} address
 * @param {import('playwright-core').BrowserContextOptions} [options]
 */
async function open(browser, address, options = {}) {
  const context = await browser.newContext({ locale: 'en-GB', ...options })
  context.setDefaultTimeout(HANG)
  const page = await context.newPage()
  await page.goto(address)
  await page.waitForSelector('body[data-connected]')
  return page
}

/**
 * Presses a button, and waits for its answer. Waits first until the button is enabled.
 * @param {import('playwright-core').Page} page
 * @param {string} action
 * @param {{ selector?: string, force?: boolean }} [options] `force`: presses a disabled button too
 */
async function click(page, action, { selector = `[data-action="${action}"]`, force } = {}) {
  const answered = page.waitForResponse((response) => response.url().endsWith(`/${action}`))
  await page.click(selector, { force })
  const response = await answered
  return { status: response.status(), answer: await response.json() }
}

/**
 * Waits until the page shows this process so, or not at all.
 * @param {import('playwright-core').Page} page
 * @param {number} pid
 * @param {'zombie' | 'alive' | 'gone'} look
 */
async function shows(page, pid, look) {
  const item = page.locator(`#tree li[data-pid="${pid}"]`)
  if (look === 'gone') return item.waitFor({ state: 'detached' })
  const own = item.locator(':scope > .process')
  await own.waitFor()
  const mark = own.locator('strong', { hasText: 'zombie' })
  return look === 'zombie' ? mark.waitFor() : mark.waitFor({ state: 'detached' })
}

module.exports = { click, launch, open, shows }
