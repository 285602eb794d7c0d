'use strict'

// The recipes for Jest, Vitest and Playwright Test, with the real runners.

const assert = require('node:assert/strict')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')

const { findChromium } = require('../../examples/chromium')
const { skipWithoutChromium } = require('../support/chromium')
const { HANG, copyPackage, program, root, temporaryFolder, until } = require('../support/helpers')
const { run } = require('../support/init-helpers')
const { leftBehind } = require('../support/left-behind')

// The runners write files beside the recipes, so they get a copy.
const folder = copyPackage()
const recipes = path.join(folder, 'examples/recipes')
fs.cpSync(path.join(root, 'examples/recipes'), recipes, { recursive: true })
fs.symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'))

const leave = "spawnSync('/bin/sh', ['-c', 'exec >/dev/null 2>&1; sleep 1000 &'])"
const RUNNERS = {
  Jest: {
    args: ['jest/bin/jest.js', '--config', path.join(recipes, 'jest/jest.config.js')],
    timeout: '--testTimeout',
    first: 'job',
    second: 'jest/second.test.js',
    code: `const { test } = require('@jest/globals')
      const { spawnSync } = require('node:child_process')
      test('leaves a process', () => void ${leave})`,
    skip: false,
  },
  Vitest: {
    args: ['vitest/vitest.mjs', 'run', '--root', path.join(recipes, 'vitest')],
    timeout: '--testTimeout',
    first: 'job',
    second: 'vitest/second.test.mjs',
    code: `import { test } from 'vitest'
      import { spawnSync } from 'node:child_process'
      test('leaves a process', () => void ${leave})`,
    skip: false,
  },
  'Playwright Test': {
    args: ['@playwright/test/cli.js', 'test', '--config', path.join(recipes, 'playwright-test')],
    timeout: '--timeout',
    first: 'page',
    second: 'playwright-test/second.spec.js',
    code: `const { test } = require('@playwright/test')
      const { spawnSync } = require('node:child_process')
      test('leaves a process', () => void ${leave})`,
    skip: skipWithoutChromium,
  },
}

for (const [name, { args, timeout, first, second, code, skip }] of Object.entries(RUNNERS)) {
  /**
   * @param {string} file the start of the name of a test file
   * @param {NodeJS.ProcessEnv} more
   */
  const runTests = (file, more) => {
    const [script, ...rest] = args
    const patient = `${timeout}=${HANG}`
    const node = [process.execPath, path.join(root, 'node_modules', script)]
    return run([...node, ...rest, patient, file], { cwd: folder, env: { ...process.env, ...more } })
  }

  test(`in ${name} the orphans of the tests are reaped, and none is left`, { skip }, async () => {
    const COUNT_FILE = path.join(temporaryFolder(), 'reaped')
    const { status, stdout, stderr } = runTests(first, {
      CHROME_PATH: skip === false && name.startsWith('Playwright') ? findChromium() : '',
      COUNT_FILE,
      NODE_OPTIONS: `--require "${program('recipes/count-reaped.js')}"`,
      PATIENCE: String(HANG),
    })
    assert.equal(status, 0, stdout + stderr)
    await until(() => leftBehind().length === 0, 'the workers of the runner have ended')
    const reaped = fs.readFileSync(COUNT_FILE, 'utf8').trim().split('\n').map(Number)
    assert.ok(reaped.some((count) => count > 0))
  })

  test(`a run of ${name} fails when a test leaves a process behind`, { skip }, () => {
    fs.writeFileSync(path.join(recipes, second), code)
    const { status, stdout, stderr } = runTests('second', { PATIENCE: '0' })
    assert.equal(status, 1, stdout + stderr)
    assert.match(stdout + stderr, /the tests leave no process behind, got "sleep" \(\d+\)/)
  })
}
