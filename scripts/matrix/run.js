'use strict'

const { spawn } = require('node:child_process')
const { once } = require('node:events')
const fs = require('node:fs')
const path = require('node:path')

const { argumentsFor } = require('./core')
const { machineOf } = require('./machine')
const { nodeOf } = require('./node')
const { stage } = require('./stage')
const { CACHE, run } = require('./tool')

/**
 * @typedef {object} Result
 * @property {string} node the version of Node
 * @property {number} passed
 * @property {string[]} failed the names of the failed tests
 * @property {string} log
 */

/**
 * Runs the tests of a cell. Throws when this machine cannot run the tests.
 * @param {import('./cells').Cell} cell
 * @returns {Promise<Result>}
 */
async function runCell({ target, major }) {
  const folder = stage(target)
  const node = nodeOf({ target, major })
  const machine = machineOf(target)
  const env = {
    ...process.env,
    PATH: `${node}:${process.env.PATH}`,
    CARGO_TARGET_DIR: path.join(folder, 'target'),
    ZOMBIE_REAPER_TEST_ALL: '1',
  }
  const options = { cwd: folder, env }
  const version = run(
    [...machine, 'node', '--version'],
    'Run `apt-get install util-linux`',
    options,
  )
  const [command, ...args] = [...machine, 'node', ...argumentsFor(target, folder)]
  const log = path.join(CACHE, `${target.platform}-${major}.tap`)
  // The log is a file, so you can read it while the tests run. Emulated tests take long.
  const output = fs.openSync(log, 'w')
  await once(spawn(command, args, { ...options, stdio: ['ignore', output, 'inherit'] }), 'exit')
  fs.closeSync(output)
  return { node: version.trim(), ...count(fs.readFileSync(log, 'utf8')), log }
}

// A skip counts as a failure, except the skips that Node 20 reports for tests outside the pattern.
const NOT_PASSED =
  /^(?:not ok \d+ - (.*)|ok \d+ - (.* # SKIP(?! test name does not match pattern).*))$/gm

/** @param {string} tap */
function count(tap) {
  const [, tests] = /^# tests (\d+)$/m.exec(tap) ?? []
  const [, passed] = /^# pass (\d+)$/m.exec(tap) ?? []
  // Without the summary in the last lines, the runner itself has died.
  if (tests === undefined || passed === undefined)
    throw new Error(`expected the summary of the test runner, got:\n${tap.slice(-2000)}`)
  const failed = [...tap.matchAll(NOT_PASSED)].map(([, name, skipped]) => name ?? skipped)
  return { passed: Number(passed), failed }
}

module.exports = { runCell }
