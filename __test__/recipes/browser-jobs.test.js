'use strict'

const assert = require('node:assert/strict')
const { test } = require('node:test')

const { withAuto } = require('../support/automatic')
const { skipWithoutChromium } = require('../support/chromium')
const { IN_NAMESPACE, program, runNode, skipWithoutNamespace } = require('../support/helpers')

const skip = skipWithoutChromium || skipWithoutNamespace

/**
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 */
function runJobs(args, env) {
  return runNode([program('recipes/browser-jobs.js'), ...args], { under: IN_NAMESPACE, env })
}

test(
  'PID 1 has no zombie left after 20 jobs with Puppeteer, half of them crashed',
  { skip },
  async () => {
    assert.deepEqual(await runJobs(['20', '--reaped'], withAuto()), {
      pid: 1,
      jobs: 20,
      zombies: [],
    })
  },
)

test(
  'without the automatic mode it has, which shows that the above can fail',
  { skip },
  async () => {
    assert.ok((await runJobs(['2'], process.env)).zombies.length > 2)
  },
)
