'use strict'

const assert = require('node:assert/strict')
const { test } = require('node:test')

const { findChromium } = require('../../examples/chromium')
const { PLACES } = require('../support/automatic')
const { skipWithoutChromium } = require('../support/chromium')
const { runRecipe } = require('../support/recipes')

/**
 * @param {string} name
 * @param {string[]} args
 * @param {string[]} [under]
 */
function run(name, args, under) {
  return runRecipe(name, { args, under, env: { ...process.env, CHROME_PATH: findChromium() } })
}

for (const library of ['puppeteer', 'playwright']) {
  for (const [what, args] of /** @type {[string, string[]][]} */ ([
    ['closed', []],
    ['crashed', ['--crash']],
  ])) {
    for (const [place, under, skip] of PLACES) {
      test(
        `${place}, nothing is left of a browser of ${library} that was ${what}`,
        { skip: skipWithoutChromium || skip },
        async () => {
          const { title, reaped, zombiesLeft } = await run(`${library}.js`, args, under)
          assert.equal(title, 'A page')
          assert.ok(reaped > 0, 'or there was nothing to reap')
          assert.equal(zombiesLeft, 0)
        },
      )
    }
  }
}

for (const [closed, kept, args] of /** @type {[string, string, string[]][]} */ ([
  ['Puppeteer', 'Playwright', []],
  ['Playwright', 'Puppeteer', ['--close-playwright']],
])) {
  test(
    `closing the browser of ${closed} neither harms that of ${kept} nor waits for it`,
    { skip: skipWithoutChromium },
    async () => {
      const result = await run('two-browsers.js', args)
      assert.equal(result.title, 'Still here')
      assert.ok(result.orphans.some((/** @type {string} */ name) => name === 'chrome_crashpad'))
      assert.deepEqual(result.stillRunning, result.orphans)
      assert.ok(result.waited < result.timeout / 2)
      assert.ok(result.reaped > 0)
    },
  )
}
