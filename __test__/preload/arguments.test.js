'use strict'

// The arguments with which a Node starts again. init-node.test.js starts it.

const assert = require('node:assert/strict')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')

const { endsAsKnown } = require('../../lib/preload/command-line')
const { program, temporaryFolder } = require('../support/helpers')
const { run } = require('../support/init-helpers')
const { withValue } = require('../support/with-value')

const file = program('preload/arguments.js')
const folder = path.dirname(file)

/**
 * @param {string[]} command
 * @param {import('node:child_process').SpawnSyncOptions} [options]
 * @returns {[node: string[], script: string[]]} in Latin-1, which shows every byte
 */
function printedBy(command, options) {
  const { stdout, stderr } = run(command, options)
  assert.equal(stderr, '')
  return JSON.parse(stdout).map((/** @type {string[]} */ list) =>
    list.map((hex) => Buffer.from(hex, 'hex').toString('latin1')),
  )
}

/** @param {string[]} args */
function printed(args, options = {}) {
  return printedBy([process.execPath, ...args], options)
}

const SCRIPT = ['-x', '', 'a b', '--title=no', '--', 'b']

test('everything arrives as it was given', () => {
  for (const before of [
    [file],
    ['--', file],
    ['--stack-size=900', file],
    ['--stack-size=900', '--expose-gc', '--', file],
  ]) {
    const given = [...before, ...SCRIPT]
    assert.deepEqual(printed(given), [given, SCRIPT])
  }
  // Node gives a text no name, and scriptArguments() is for a script.
  const text = ['-e', `require(${JSON.stringify(file)})`, '--', ...SCRIPT]
  assert.deepEqual(printed(text)[0], text)
  const bare = ['-e', `require(${JSON.stringify(file)})`]
  assert.deepEqual(printed(bare), [bare, []])
})

test('a title that leaves an empty text is not taken for a script', () => {
  const cwd = fs.realpathSync(temporaryFolder())
  fs.writeFileSync(path.join(cwd, 'index.js'), `require(${JSON.stringify(file)})`)
  // It overwrites "node" and ".", and leaves one of their two NULs beside its own.
  const env = { ...process.env, NODE_OPTIONS: '--title=abcde' }
  const [node] = printedBy([process.execPath, '.'], { cwd, env, argv0: 'node' })
  assert.deepEqual(node, ['--', cwd])
})

test('bytes that are no UTF-8 arrive', () => {
  const script = `exec "$@" "$(printf 'a\\377b')"`
  /** @param {string[]} args */
  const printedWithBytes = (...args) =>
    printedBy(['sh', '-c', script, 'sh', process.execPath, ...args])
  for (const before of [[file], ['--', file]])
    assert.deepEqual(printedWithBytes(...before), [[...before, 'a\xffb'], ['a\xffb']])
  // Node has the first argument of a text where a script would stand.
  const text = ['-e', `require(${JSON.stringify(file)})`]
  assert.deepEqual(printedWithBytes(...text)[0], [...text, 'a\xffb'])
})

test('a relative name of the script stays as long as it leads there', () => {
  for (const name of ['arguments.js', './arguments', '../preload/arguments.js']) {
    const options = { cwd: folder }
    assert.deepEqual(printed([name, 'a'], options)[0], [name, 'a'])
    const absolute = path.resolve(folder, name)
    assert.deepEqual(printed([name, 'chdir', name], options)[0], [absolute, 'chdir', name])
    const given = ['--stack-size=900', '--', name, 'chdir']
    const expected = ['--stack-size=900', '--', absolute, 'chdir']
    assert.deepEqual(printed(given, options)[0], expected)
  }
})

test('a title over the command line loses nothing', () => {
  for (const title of ['x', process.execPath, `${file} ${'x '.repeat(100)}`]) {
    const env = { ...process.env, NODE_OPTIONS: `--title="${title}"` }
    const given = ['--stack-size=900', file, ...SCRIPT]
    const expected = ['--stack-size=900', '--', file, ...SCRIPT]
    assert.deepEqual(printed(given, { env }), [expected, SCRIPT])
  }
})

test('where the program has changed its arguments, the changed ones count', () => {
  for (const [change, expected] of /** @type {[string, string[]][]} */ ([
    ['argv.push("more")', ['a', 'b', 'more']],
    ['argv.pop()', ['a']],
    ['argv[2] = "c"', ['a', 'c']],
  ])) {
    const text = `process.${change}; require(${JSON.stringify(file)})`
    const [node] = printed(['-e', text, 'a', 'b'])
    assert.deepEqual(node, ['-e', text, '--', ...expected], change)
  }
})

test('a command line that is too short does not end with the known arguments', () => {
  withValue(process, 'argv', [process.execPath, file, 'undefined'], () => {
    assert.equal(endsAsKnown([]), false)
    assert.equal(endsAsKnown([Buffer.from('undefined')]), true)
  })
})
