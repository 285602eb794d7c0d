// Takes docs/lab.png: the lab with an orphaned zombie, after a few buttons.

import { spawn } from 'node:child_process'
import { once } from 'node:events'

import { chromium } from 'playwright-core'

import { FLAGS, findChromium } from '../examples/chromium.js'

const DEMO = new URL('../examples/article/demo.js', import.meta.url).pathname
const PICTURE = new URL('../docs/lab.png', import.meta.url).pathname

// What a reader of the page would press. The number in each is how many zombies there are after it.
const PRESSES = [
  ['make', 1],
  ['kill-parent', 1],
  ['make', 2],
  ['kill-zombie', 2],
]

const lab = spawn(process.execPath, [DEMO, '--page'], { stdio: ['ignore', 'pipe', 'inherit'] })
let output = ''
for await (const text of lab.stdout.setEncoding('utf8').iterator({ destroyOnReturn: false })) {
  output += text
  if (output.includes('Ctrl-C')) break
}
const [address] = /http:\S+/.exec(output)
const browser = await chromium.launch({ executablePath: findChromium(), args: FLAGS })
try {
  const page = await browser.newPage({
    viewport: { width: 1280, height: 1180 },
    locale: 'en-GB',
    colorScheme: 'light',
  })
  await page.goto(address)
  for (const [action, zombies] of PRESSES) {
    await page.click(`[data-action="${action}"]:not([aria-disabled="true"])`)
    await page.locator('#zombies', { hasText: String(zombies) }).waitFor()
  }
  // The chart moves once a second.
  await page.waitForTimeout(5000)
  await page.screenshot({ path: PICTURE })
} finally {
  await browser.close()
  lab.kill('SIGTERM')
  await once(lab, 'exit')
}
