'use strict'

// Playwright Test with a reaper. Playwright loads this file in the runner and in each worker, so
// each of them reaps the browsers that it starts.
//
//   npx playwright test --config examples/recipes/playwright-test

const { defineConfig } = require('@playwright/test')

require('../../..').startReaper()

module.exports = defineConfig({
  globalTeardown: '../nothing-left.js',
  use: { launchOptions: { executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium' } },
})
