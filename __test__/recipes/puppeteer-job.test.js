'use strict'

const assert = require('node:assert/strict')
const path = require('node:path')
const { test } = require('node:test')

const { skipWithoutChromium } = require('../support/chromium')
const { IN_NAMESPACE, root, runNode, skipWithoutNamespace } = require('../support/helpers')

const example = path.join(root, 'examples/puppeteer-job.js')

/**
 * @param {string[]} options
 * @param {string[]} under
 */
async function assertOnlyReapLeavesNothing(options, under) {
  const {
    process: role,
    withoutReap,
    withReap,
  } = await runNode([example, '1', ...options], {
    under,
  })
  assert.equal(role, under.length > 0 ? 'PID 1' : 'subreaper')
  assert.ok(withoutReap.zombiesLeft > 0, 'or there was nothing to show')
  assert.ok(withReap.reaped > 0)
  assert.equal(withReap.zombiesLeft, 0)
}

for (const [what, options] of /** @type {const} */ ([
  ['closed', []],
  ['crashed', ['--crash']],
])) {
  test(
    `a browser that was ${what} leaves PID 1 zombies, and none with reap()`,
    {
      skip: skipWithoutChromium || skipWithoutNamespace,
    },
    () => assertOnlyReapLeavesNothing([...options], IN_NAMESPACE),
  )

  test(
    `a browser that was ${what} leaves a subreaper zombies, and none with reap()`,
    {
      skip: skipWithoutChromium,
    },
    () => assertOnlyReapLeavesNothing([...options], []),
  )
}
