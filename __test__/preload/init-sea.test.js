'use strict'

// zombie-reaper/init in a single-executable application (node:sea).

const assert = require('node:assert/strict')
const { execFileSync } = require('node:child_process')
const fs = require('node:fs')
const path = require('node:path')
const { before, test } = require('node:test')

const {
  IN_NAMESPACE,
  root,
  skipWithoutNamespace: skip,
  temporaryFolder,
} = require('../support/helpers')
const { run } = require('../support/init-helpers')
const { code } = require('../support/with-init')

const folder = temporaryFolder()
const app = path.join(folder, 'app')

// Follows https://nodejs.org/api/single-executable-applications.html.
before(() => {
  const main = path.join(folder, 'main.js')
  const output = path.join(folder, 'blob')
  const config = path.join(folder, 'config.json')
  // The `require` of such a program finds only Node's built-in modules.
  const required = `require('node:module').createRequire(${JSON.stringify(path.join(root, 'app'))})`
  fs.writeFileSync(main, `${required}('./init')\n${code}`)
  fs.writeFileSync(config, JSON.stringify({ main, output, disableExperimentalSEAWarning: true }))
  execFileSync(process.execPath, ['--experimental-sea-config', config], { stdio: 'pipe' })
  fs.copyFileSync(process.execPath, app)
  const postject = require.resolve('postject/dist/cli.js')
  const fuse = ['--sentinel-fuse', 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2']
  execFileSync(process.execPath, [postject, app, 'NODE_SEA_BLOB', output, ...fuse], {
    stdio: 'pipe',
  })
})

/** @param {string[]} command */
function printedBy(command) {
  const { status, stdout, stderr } = run([...IN_NAMESPACE, ...command], { cwd: folder })
  assert.equal(status, 0, stderr)
  assert.equal(stderr, '')
  return JSON.parse(stdout)
}

/**
 * @param {{ pid1: string, processes: number, execArgv: string[], argv: string[] }} result
 * @param {string[]} args
 */
function assertReplaced({ pid1, processes, execArgv, argv }, args) {
  assert.deepEqual(
    { pid1, processes, execArgv },
    { pid1: 'zombie-init', processes: 2, execArgv: [] },
  )
  // Node puts the name of the program where a script would stand.
  assert.deepEqual(argv, [app, ...args])
}

test('PID 1 becomes zombie-init, and each argument arrives', { skip }, () => {
  for (const args of [[], ['a'], ['--', '-x', '', 'ä b', '--title=no', '--', './app', app]]) {
    for (const name of [app, './app']) assertReplaced(printedBy([name, ...args]), args)
  }
})

test('arguments that are no UTF-8 arrive byte for byte', { skip }, () => {
  const script = `exec "$0" -- "$(printf 'a\\377b')"`
  const { argv, lastArgument } = printedBy(['sh', '-c', script, app])
  assert.equal(argv.length, 3)
  assert.equal(lastArgument, Buffer.from('a\xffb', 'latin1').toString('hex'))
})

test('a title does not lose the arguments either', { skip }, () => {
  const under = ['env', 'NODE_OPTIONS=--title=another']
  for (const args of [[], ['a', '--', 'b']])
    assertReplaced(printedBy([...under, app, ...args]), args)
})
