'use strict'

// Jest with a reaper in its own process, and a check that no test leaves a process behind.
//
//   npx jest --config examples/recipes/jest/jest.config.js

module.exports = {
  rootDir: __dirname,
  globalSetup: './reaper.js',
  globalTeardown: '../nothing-left.js',
}
