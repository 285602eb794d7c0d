'use strict'

const assert = require('node:assert/strict')
const path = require('node:path')
const { test } = require('node:test')

const { findChromium } = require('../../examples/chromium')
const { PLACES } = require('../support/automatic')
const { skipWithoutChromium } = require('../support/chromium')
const { root } = require('../support/helpers')
const { RUNTIMES, run } = require('../support/runtimes')

for (const { name, command, skip: skipRuntime } of RUNTIMES) {
  for (const library of ['puppeteer', 'playwright']) {
    for (const [what, args] of /** @type {[string, string[]][]} */ ([
      ['closed', []],
      ['crashed', ['--crash']],
    ])) {
      // Puppeteer removes its folder while the crashed browser still writes there, and then tries
      // again (maxRetries). Deno's rm does not, so Puppeteer rejects now and then.
      if (name === 'Deno' && library === 'puppeteer' && what === 'crashed') continue
      for (const [place, under, skipPlace] of PLACES) {
        const skip = skipRuntime || skipPlace || skipWithoutChromium
        test(
          `${place} ${name} has nothing left of a browser of ${library} that was ${what}`,
          { skip },
          async () => {
            const recipe = path.join(root, `examples/recipes/${library}.js`)
            const env = { CHROME_PATH: findChromium() }
            const { stdout } = await run([...under, ...command, recipe, ...args], { env })
            const { title, reaped, zombiesLeft } = JSON.parse(stdout)
            assert.equal(title, 'A page')
            assert.ok(reaped > 0, 'or there was nothing to reap')
            assert.equal(zombiesLeft, 0)
          },
        )
      }
    }
  }
}
