'use strict'

const groups = require('./groups')

// run.js says which group this run is for, and below which percentage it fails.
const { MUTANTS_GROUP, MUTANTS_BREAK } = process.env
const { files, tests } = groups[Number(MUTANTS_GROUP)]

module.exports = {
  plugins: ['@stryker-mutator/tap-runner'],
  testRunner: 'tap',
  tap: {
    testFiles: tests,
    nodeArgs: [
      '--test-reporter=tap',
      '--require',
      require.resolve('./hook.cjs'),
      '--require',
      '{{hookFile}}',
      '--require',
      require.resolve('./signals.cjs'),
      '{{testFile}}',
    ],
  },
  mutate: files,
  ignorePatterns: ['/artifacts', '/mutants', '/pictures', '/site', '/target', '/tsconfig.json'],
  tempDirName: 'target/stryker',
  reporters: ['clear-text', 'progress-append-only'],
  concurrency: 1,
  thresholds: { high: 100, low: 90, break: MUTANTS_BREAK ? Number(MUTANTS_BREAK) : null },
  // A mutant that hangs, in ms. The tests wait for other processes, also on a busy machine.
  timeoutMS: 60_000,
}
