'use strict'

// The package in the tests of its users: in the real Jest and the real Vitest, installed as by npm.

const assert = require('node:assert/strict')
const { spawnSync } = require('node:child_process')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')

const { copyPackage, program, root, temporaryFolder } = require('../support/helpers')

/**
 * Makes a project with the package and a test runner in its node_modules.
 * @param {string} tests a folder of __test__/programs
 * @param {string[]} others the other packages in its node_modules
 */
function project(tests, others) {
  const folder = temporaryFolder()
  fs.cpSync(program(tests), folder, { recursive: true })
  const modules = path.join(folder, 'node_modules')
  copyPackage(path.join(modules, 'zombie-reaper'))
  for (const name of others) {
    fs.symlinkSync(path.join(root, 'node_modules', name), path.join(modules, name))
  }
  return folder
}

/**
 * Runs the tests of a project, and returns how many passed. Both runners print the same JSON.
 * @param {string} cwd
 * @param {string[]} args
 */
function run(cwd, [command, ...args]) {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [path.join(root, 'node_modules', command), ...args],
    { cwd, encoding: 'utf8', timeout: 600_000, killSignal: 'SIGKILL' },
  )
  assert.match(stdout, /^\{/, stderr)
  const { numPassedTests: passed, success, testResults } = JSON.parse(stdout)
  assert.ok(success, JSON.stringify(testResults, null, 2) + stderr)
  return { passed, stderr }
}

test('in Jest', () => {
  const folder = project('api/jest', ['@jest'])
  const config = JSON.stringify({ transform: {}, testTimeout: 300_000 })
  // One process for both files. --detectOpenHandles reports what keeps the process open.
  const args = ['--config', config, '--runInBand', '--detectOpenHandles', '--json']
  const { passed, stderr } = run(folder, ['jest/bin/jest.js', ...args])
  assert.equal(passed, 6)
  assert.doesNotMatch(stderr, /open handle|did not exit/)
})

for (const [pool, expected] of /** @type {const} */ ([
  ['forks', 2],
  ['threads', 2],
])) {
  test(`in Vitest, in its pool of ${pool}`, () => {
    const folder = project('api/vitest', ['vitest'])
    const args = ['run', pool, '--pool', pool, '--reporter', 'json', '--testTimeout', '300000']
    assert.equal(run(folder, ['vitest/vitest.mjs', ...args]).passed, expected)
  })
}
