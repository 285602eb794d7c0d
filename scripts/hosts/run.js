'use strict'

const fs = require('node:fs')
const path = require('node:path')

const TESTS = path.join(__dirname, 'tests.sh')

/**
 * @typedef {object} Result
 * @property {string | undefined} kernel
 * @property {number} passed
 * @property {string[]} failed
 * @property {string[]} leftOut the tests that cannot pass there, each with the reason
 */

/**
 * Runs the tests on a host.
 * @param {import('./hosts').Host} host
 * @param {string} log
 * @returns {Promise<Result>}
 */
async function runHost({ run, files, leftOut = {} }, log) {
  fs.writeFileSync(log, '')
  await run([TESTS, patternWithout(Object.values(leftOut).flat()), ...files], log)
  const reasons = Object.entries(leftOut).flatMap(([reason, names]) =>
    names.map((name) => `${name}: ${reason}`),
  )
  return judge(fs.readFileSync(log, 'utf8'), files.length, reasons)
}

/**
 * Returns a pattern that matches the names of the other tests, and has no blanks. <root> is the
 * name of the test that contains all tests: when it matches, Node 20 runs all of them.
 * @param {string[]} names
 */
function patternWithout(names) {
  return `/^(?!${['<root>', ...names].map((name) => name.replaceAll(/[^\w<>]/g, '.')).join('|')})./`
}

const RESULT = /^(not )?ok \d+ - (.*?)(?: # SKIP (.*))?$/gm

/**
 * @param {string} output of tests.sh
 * @param {number} expected number of files
 * @param {string[]} leftOut
 * @returns {Result}
 */
function judge(output, expected, leftOut) {
  const kernel = /^# kernel (.*)/m.exec(output)?.[1]
  /** @type {Result} */
  const result = { kernel, passed: 0, failed: [], leftOut: [...leftOut] }
  for (const [, not, name, skipped] of output.matchAll(RESULT)) {
    // Node 20 reports the tests that the pattern leaves out.
    if (skipped === 'test name does not match pattern') continue
    if (skipped !== undefined) result.leftOut.push(`${name}: ${skipped}`)
    else if (not === undefined) result.passed++
    else result.failed.push(name)
  }
  // A file that crashes prints no summary.
  const files = output.split(/^# file /m).slice(1)
  for (const file of files.filter((text) => !/^# pass /m.test(text)))
    result.failed.push(`${file.split('\n')[0]}: ended without a summary`)
  if (files.length < expected) result.failed.push(`${expected - files.length} files did not run`)
  return result
}

module.exports = { judge, runHost }
