'use strict'

const { spawnSync } = require('node:child_process')
const fs = require('node:fs')
const path = require('node:path')

const { root } = require('../matrix/tool')

/**
 * @param {string} room of __test__
 * @returns {string[]}
 */
function testFiles(room) {
  const names = fs.readdirSync(path.join(root, '__test__', room))
  return names.filter((name) => name.endsWith('.test.js')).map((name) => `${room}/${name}`)
}

/**
 * Runs Node to its end in a copy of the checkout.
 * @param {string} folder
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {string} the output
 */
function runNode(folder, args, env) {
  const { status, signal, stdout } = spawnSync(process.execPath, args, {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, ...env },
  })
  if (signal !== null) throw new Error(`expected Node to end by itself, got ${signal}`)
  if (status !== 0 && stdout === '') throw new Error(`Node ended with ${status}`)
  return stdout
}

/**
 * Runs the tests of files, and prints how many passed and which failed.
 * @param {string} folder
 * @param {string[]} files of __test__
 * @param {{ [reason: string]: string[] }} cannotRun parts of the names of tests that are left out
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string[]} the names of the tests that failed
 */
function runTests(folder, files, cannotRun, env = {}) {
  // Node 20 has no --test-skip-pattern. A pattern that matches the root of a file matches all of its
  // tests.
  const left = Object.values(cannotRun).flat().join('|')
  const others = `--test-name-pattern=/^(?!<root>|.*(?:${left}))./`
  const runner = ['--test', '--test-concurrency=1', '--test-reporter=tap', others]
  const output = runNode(folder, [...runner, ...files.map((file) => `__test__/${file}`)], env)
  const failed = [...output.matchAll(/^not ok \d+ - (.*)$/gm)].map(([, name]) => name)
  const [, passed] = /^# pass (\d+)$/m.exec(output) ?? []
  if (passed === undefined || passed === '0') throw new Error(`expected tests, got:\n${output}`)
  console.log(`${passed} tests passed`)
  for (const name of failed) console.log(`failed: ${name}`)
  return failed
}

module.exports = { runNode, runTests, testFiles }
