'use strict'

// Real browsers, one after another. Each leaves zombies when it closes.

const fs = require('node:fs')
const os = require('node:os')
const path = require('node:path')
const { setTimeout: delay } = require('node:timers/promises')

const puppeteer = require('puppeteer-core')

const { FLAGS, findChromium } = require('../examples/chromium')

// In ms.
const BETWEEN = 20_000

// In ms. Only a defect takes this long.
const PATIENCE = 180_000

class Browsers {
  /** How many have come and gone. */
  closed = 0
  #stop = new AbortController()
  /** @type {Promise<void>} */
  #lane = Promise.resolve()

  start() {
    this.#lane = this.#run(this.#stop.signal)
    // stop() reports a rejection.
    this.#lane.catch(() => {})
  }

  async stop() {
    this.#stop.abort()
    await this.#lane
  }

  /** @param {AbortSignal} signal */
  async #run(signal) {
    for (;;) {
      await delay(BETWEEN, undefined, { signal }).catch(() => {})
      if (signal.aborted) return
      await this.openAndClose()
    }
  }

  async openAndClose() {
    const userDataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'soak-'))
    try {
      const browser = await puppeteer.launch({
        executablePath: findChromium(),
        userDataDir,
        env: { ...process.env, TMPDIR: userDataDir },
        args: FLAGS,
        timeout: PATIENCE,
        protocolTimeout: PATIENCE,
      })
      try {
        const page = await browser.newPage()
        await page.goto('data:text/html,<title>A page</title>', { timeout: PATIENCE })
      } finally {
        await browser.close()
      }
      this.closed++
    } finally {
      // The last processes of the browser may still write.
      fs.rmSync(userDataDir, { recursive: true, force: true, maxRetries: 50, retryDelay: 100 })
    }
  }
}

module.exports = { Browsers }
