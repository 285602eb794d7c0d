'use strict'

const assert = require('node:assert/strict')
const { test } = require('node:test')

const { Scrapes } = require('../../lib/exporter/scrapes')

test('scrapes that overlap share one look, and a later one looks again', async () => {
  let looks = 0
  const looker = {
    async look() {
      looks++
      return /** @type {any} */ ({ number: looks })
    },
  }
  const figures = /** @type {any} */ ({
    text: async (/** @type {{ number: number }} */ { number }) => `look ${number}`,
  })
  const scrapes = new Scrapes(looker, figures)
  const [first, second] = await Promise.all([scrapes.take(), scrapes.take()])
  assert.deepEqual([first.text, second.text], ['look 1', 'look 1'])
  assert.equal((await scrapes.take()).text, 'look 2')
})

test('a look that hangs for a minute is unhealthy until it ends', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  /** @type {((sight: object) => void) | undefined} */
  let end
  const looker = { look: () => new Promise((resolve) => (end = resolve)) }
  const scrapes = new Scrapes(/** @type {any} */ (looker), /** @type {any} */ ({ text: () => '' }))
  const scrape = scrapes.take()
  t.mock.timers.tick(59_999)
  assert.equal(scrapes.error, null)
  t.mock.timers.tick(1)
  assert.equal(scrapes.error, 'the look at the machine has taken more than 60 s')
  end?.({})
  await scrape
  assert.equal(scrapes.error, null)
})

test('a scrape has the time of its look, and what the look could not see', async () => {
  const looker = {
    async look() {
      const start = performance.now()
      while (performance.now() - start < 5);
      return /** @type {any} */ ({ problems: ['cgroups-missing'] })
    },
  }
  const figures = /** @type {any} */ ({
    contentType: 'text/x',
    text: async (/** @type {object} */ _sight, /** @type {number} */ seconds) => `${seconds}`,
  })
  const scrapes = new Scrapes(looker, figures)
  assert.equal(scrapes.contentType, 'text/x')
  const before = performance.now()
  const { text, error, problems } = await scrapes.take()
  const longest = (performance.now() - before) / 1000
  assert.ok(Number(text) >= 0.005 && Number(text) <= longest, text)
  assert.deepEqual([error, problems], [null, ['cgroups-missing']])
})

test('a look that fails has no sight, and its error stays until a look succeeds', async () => {
  let fails = true
  const looker = {
    async look() {
      if (fails) throw new Error('no descriptor')
      return /** @type {any} */ ({ problems: [] })
    },
  }
  const figures = /** @type {any} */ ({
    text: async (/** @type {object | undefined} */ sight) => JSON.stringify(sight ?? null),
  })
  const scrapes = new Scrapes(looker, figures)
  assert.equal(scrapes.error, null)
  assert.deepEqual(await scrapes.take(), { text: 'null', error: 'no descriptor', problems: [] })
  assert.equal(scrapes.error, 'no descriptor')
  fails = false
  assert.equal((await scrapes.take()).error, null)
  assert.equal(scrapes.error, null)
})
