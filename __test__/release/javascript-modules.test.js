'use strict'

const assert = require('node:assert/strict')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')

const { findCircle } = require('../support/circles')
const { root, temporaryFolder } = require('../support/helpers')

// Imports in lib/ point one way: a room imports from the rooms below it, and no file imports a file
// that imports it again. Types that JSDoc imports count too, since a type is also knowledge.

// From top to bottom.
const ROOMS = [
  'cli',
  'cli/commands',
  'cli/doctor',
  'cli/run',
  'cli/watch',
  'exporter',
  'exporter/look',
  'cli/zombies',
  'cli/frame',
  'preload',
  'job',
  'metrics',
  'inspect',
  'reap',
  'loop',
  'proc',
  'native',
  'support',
]

// What lib/ may import from outside. The first three are types.
const OUTSIDE = new Set(['index.js', 'metrics.js', 'binding.d.ts', 'package.json'])

const lib = path.join(root, 'lib')

/** @typedef {Map<string, Set<string>>} Imports the files that each file imports, by their paths in lib/ */

test('CONTRIBUTING.md lists the rooms of lib/ from top to bottom', () => {
  const lines = fs.readFileSync(path.join(root, 'CONTRIBUTING.md'), 'utf8').split('\n')
  const start = lines.findIndex((line) => /\| room +\| what for/.test(line))
  const rows = lines.slice(start + 2, start + 2 + ROOMS.length)
  assert.deepEqual(
    rows.map((row) => /\| `([\w/]+)\/`/.exec(row)?.[1]),
    ROOMS,
  )
  const folders = fs
    .readdirSync(lib, { recursive: true, encoding: 'utf8' })
    .filter((name) => fs.statSync(path.join(lib, name)).isDirectory())
  assert.deepEqual(folders.toSorted(), ROOMS.toSorted())
})

for (const room of ROOMS) {
  test(`one file of lib/${room}/ says what the room is for, and it has about ten files at most`, () => {
    const files = fs.readdirSync(path.join(lib, room)).filter((file) => file.endsWith('.js'))
    const texts = files.map((file) => fs.readFileSync(path.join(lib, room, file), 'utf8'))
    assert.equal(texts.filter((text) => text.startsWith("'use strict'\n\n// Room: ")).length, 1)
    assert.ok(files.length <= 12, `${files.length} files`)
  })
}

test('each test file is in a room, where `npm test` finds it', () => {
  const tests = path.join(root, '__test__')
  const files = fs.readdirSync(tests, { recursive: true, encoding: 'utf8' })
  // Jest runs the tests in programs/, and `npm run test:package` the tests in release/package/.
  const found = files
    .filter((file) => file.endsWith('.test.js'))
    .filter((file) => !/^(programs|release\/package)\//.test(file))
  assert.deepEqual(
    found.filter((file) => file.split(path.sep).length !== 2),
    [],
  )
})

test('no file of lib/ imports itself by a detour', () => {
  const imports = importsIn(lib)
  assert.ok(imports.size > 40, `${imports.size} files`)
  assert.deepEqual(findCircle(imports), [])
})

test('no room of lib/ imports from a room above it', () => {
  assert.deepEqual(upwardIn(importsIn(lib)), [])
})

test('a circle and an upward import are found, of a type too', () => {
  const folder = temporaryFolder()
  /** @param {Record<string, string>} files */
  function imports(files) {
    for (const [file, code] of Object.entries(files)) {
      fs.mkdirSync(path.dirname(path.join(folder, 'lib', file)), { recursive: true })
      fs.writeFileSync(path.join(folder, 'lib', file), code)
    }
    return importsIn(path.join(folder, 'lib'))
  }
  fs.writeFileSync(path.join(folder, 'index.js'), '')
  const down = imports({
    'job/job.js': "const close = require('./close')",
    'job/close.js': "function f() { return require('../proc/table') }",
    'proc/table.js': "/** @typedef {import('../..').Job} Job */",
  })
  assert.deepEqual([findCircle(down), upwardIn(down)], [[], []])

  const circle = imports({ 'job/close.js': "/** @param {import('./job').Job} job */" })
  assert.deepEqual(findCircle(circle), ['job/close.js', 'job/job.js', 'job/close.js'])
  assert.deepEqual(upwardIn(circle), [])

  const upward = imports({ 'proc/table.js': "require('../job/job')", 'job/close.js': '' })
  assert.deepEqual(findCircle(upward), [])
  assert.deepEqual(upwardIn(upward), ['proc/table.js imports job/job.js'])

  const entry = imports({ 'proc/table.js': "require('../..')" })
  assert.deepEqual(upwardIn(entry), ['proc/table.js imports ../index.js'])
})

/**
 * @param {string} folder
 * @returns {Imports}
 */
function importsIn(folder) {
  const files = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return new Map(
    files
      .filter((file) => file.endsWith('.js'))
      .toSorted()
      .map((file) => [file, importsOf(folder, file)]),
  )
}

/**
 * @param {string} folder
 * @param {string} file
 */
function importsOf(folder, file) {
  const absolute = path.join(folder, file)
  const code = fs.readFileSync(absolute, 'utf8')
  /** @type {Set<string>} */
  const found = new Set()
  for (const [, keyword, name] of code.matchAll(/\b(require|import)\('(\.[^']*)'\)/g)) {
    const target = resolve(path.resolve(path.dirname(absolute), name))
    const isType = keyword === 'import'
    const outside = path.relative(path.dirname(folder), target)
    if (OUTSIDE.has(outside) && (isType || outside === 'package.json')) continue
    found.add(path.relative(folder, target))
  }
  return found
}

/** @param {string} name */
function resolve(name) {
  const declarations = `${name}.d.ts`
  return name === path.join(root, 'binding') ? declarations : require.resolve(name)
}

/** @param {Imports} imports */
function upwardIn(imports) {
  return [...imports].flatMap(([file, imported]) =>
    [...imported]
      .filter((other) => levelOf(other) < levelOf(file))
      .map((other) => `${file} imports ${other}`),
  )
}

/** @param {string} file */
function levelOf(file) {
  return ROOMS.indexOf(path.dirname(file))
}
