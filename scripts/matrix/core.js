'use strict'

// Which tests a target is given: all of them where this machine is one of its own, and otherwise the
// core, all that can be had on a machine made up of parts.

const fs = require('node:fs')
const path = require('node:path')

const { isEmulated, isNative } = require('./machine')

/** @typedef {{ files: string[], tests: string[] }} LeftOut test files, and tests by their names */

/** @type {LeftOut} They test a browser, koffi or node-pty of this machine's libc with the package in it. */
const OF_THIS_MACHINE = {
  files: [
    'browser',
    'init-terminal',
    'job-browser',
    'orphans',
    'proc',
    'recipes-browser-jobs',
    'recipes-browsers',
    'recipes-node-pty',
  ],
  tests: [
    'every exit code of node-pty arrives when its PIDs are excluded',
    'without exclude some of node-pty are lost, as the documentation of reap() says',
    'the same goes for children whose forking thread has ended',
    'what a native thread waits for is left alone for the quarantine',
    'steal takes a child that was cloned with no exit signal',
  ],
}

/** @type {LeftOut} */
const NOT_EMULATED = {
  files: [],
  tests: [],
}

/**
 * @param {import('../targets').Target} target
 * @param {string} folder of the staged package
 * @returns {string[]} what Node is started with
 */
function argumentsFor(target, folder) {
  const leftOut = isNative(target)
    ? []
    : isEmulated(target)
      ? [OF_THIS_MACHINE, NOT_EMULATED]
      : [OF_THIS_MACHINE]
  const withoutFiles = new Set(
    leftOut.flatMap(({ files }) => files.map((name) => `${name}.test.js`)),
  )
  const withoutTests = leftOut.flatMap(({ tests }) => tests)
  const files = fs
    .readdirSync(path.join(folder, '__test__'))
    .filter((file) => file.endsWith('.test.js') && !withoutFiles.has(file))
  // Node 20 knows no --test-skip-pattern. <root> is what the test of all tests is called, and when it
  // matches they do.
  const pattern = `/^(?!<root>|(?:${withoutTests.map(escape).join('|')})$)./`
  return [
    '--test',
    '--test-concurrency=1',
    '--test-reporter=tap',
    // Of a file: one that hangs must not keep the others from being tested.
    `--test-timeout=${15 * 60_000}`,
    ...(withoutTests.length > 0 ? [`--test-name-pattern=${pattern}`] : []),
    ...files.map((file) => path.join('__test__', file)),
  ]
}

/** @param {string} text */
function escape(text) {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`)
}

module.exports = { argumentsFor }
