'use strict'

const assert = require('node:assert/strict')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')

const { findCircle } = require('../support/circles')
const { root } = require('../support/helpers')

// Imports in each crate point one way: no module imports a module that imports it again, directly
// or indirectly. Tests are left out: a test of a leaf may use modules above the leaf.

const CRATES = ['src', 'crates/reaper-core/src', 'crates/zombie-init/src']

/** @typedef {Map<string, string>} Sources by module, such as "proc::children"; the root is "" */
/** @typedef {Map<string, Set<string>>} Imports the modules that each module imports */

for (const crate of CRATES) {
  test(`no module of ${crate} imports itself by a detour`, () => {
    const imports = importsOf(sourcesOf(path.join(root, crate)))
    assert.ok(imports.size > 10, `${imports.size} modules`)
    assert.deepEqual(findCircle(imports), [])
  })

  test(`no room of ${crate} does`, () => {
    const rooms = roomsOf(importsOf(sourcesOf(path.join(root, crate))))
    assert.deepEqual(findCircle(rooms), [])
  })
}

test('a circle is found, however an import is written', () => {
  for (const [a, b, c] of [
    ['use crate::b;', 'use crate::b::c;', 'use crate::a;'],
    ['use crate::{x, b::{self, Y}};', 'pub use c::*;', 'pub(crate) use super::super::a::A as Z;'],
    ['fn f() { crate::b::g() }', 'use std::fs;\nuse self::c::{\n    C,\n};', 'use crate::{a::A};'],
  ]) {
    const sources = new Map([
      ['', 'mod a;\nmod b;'],
      ['a', a],
      ['b', b],
      ['b::c', c],
    ])
    assert.deepEqual(findCircle(importsOf(sources)), ['a', 'b', 'b::c', 'a'])
    // Without any one of the three modules there is no circle.
    for (const name of ['a', 'b', 'b::c']) {
      const imports = importsOf(new Map([...sources, [name, '// use crate::a;']]))
      assert.deepEqual(findCircle(imports), [])
    }
  }
})

test('a module that imports from its parent or from the root imports all that those do', () => {
  const sources = new Map([
    ['', 'mod a;\npub use a::A;'],
    ['a', 'mod b;\npub use b::B;'],
    ['a::b', ''],
  ])
  assert.deepEqual(findCircle(importsOf(sources)), [])
  assert.deepEqual(findCircle(importsOf(sources.set('a::b', 'use super::C;'))), ['a', 'a::b', 'a'])
  const circle = ['', 'a', 'a::b', '']
  assert.deepEqual(findCircle(importsOf(sources.set('a::b', 'use crate::A;'))), circle)
})

test('what a test imports does not count', () => {
  const sources = new Map([
    ['', ''],
    ['a', 'use crate::b;'],
    ['b', '#[cfg(test)]\nmod tests {\n    use crate::a;\n}'],
  ])
  assert.deepEqual(findCircle(importsOf(sources)), [])
})

/**
 * @param {string} folder
 * @returns {Sources}
 */
function sourcesOf(folder) {
  const files = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const modules = files.filter((file) => file.endsWith('.rs') && path.basename(file) !== 'tests.rs')
  return new Map(
    modules.map((file) => {
      const name = file === 'lib.rs' ? '' : file.slice(0, -'.rs'.length).replaceAll(path.sep, '::')
      return [name, fs.readFileSync(path.join(folder, file), 'utf8')]
    }),
  )
}

/**
 * @param {Sources} sources
 * @returns {Imports}
 */
function importsOf(sources) {
  const imports = new Map()
  for (const [name, source] of sources) {
    // Tests stand at the end of a file.
    const code = source.split(/^#\[cfg\(test\)\]\nmod tests/m)[0].replaceAll(/\/\/.*/g, '')
    const uses = [...code.matchAll(/\buse\s+([^;]+);/g)].flatMap(([, tree]) => expand(tree))
    const others = [...code.matchAll(/\b(?:crate|super)(?:::\w+)+/g)].map(([found]) => found)
    const modules = [...uses, ...others].map((found) => resolve(found, name, sources))
    imports.set(name, new Set(modules.filter((found) => found !== undefined && found !== name)))
  }
  return imports
}

/**
 * Returns the paths in a tree such as "a::{b, c::{self, D}}".
 * @param {string} tree
 * @returns {string[]}
 */
function expand(tree) {
  const start = tree.indexOf('{')
  if (start === -1) return [tree.trim().split(/\s+as\s+/)[0]]
  const prefix = tree.slice(0, start).trim()
  const inside = tree.slice(start + 1, tree.lastIndexOf('}'))
  return branches(inside).flatMap((branch) => expand(branch).map((found) => prefix + found))
}

/**
 * Splits a list at the commas outside of braces.
 * @param {string} list
 */
function branches(list) {
  const found = ['']
  let depth = 0
  for (const character of list) {
    if (character === '{') depth++
    if (character === '}') depth--
    if (character === ',' && depth === 0) found.push('')
    else found[found.length - 1] += character
  }
  return found.filter((branch) => branch.trim() !== '')
}

/**
 * @param {string} found a path, such as "super::text::split"
 * @param {string} name the module that contains the path
 * @param {Sources} sources
 * @returns {string | undefined} the module of this path; undefined for a path of another crate
 */
function resolve(found, name, sources) {
  const segments = found.split('::').map((segment) => segment.trim())
  let at = name
  if (segments[0] === 'crate') {
    segments.shift()
    at = ''
  } else if (segments[0] === 'self') {
    segments.shift()
  } else if (segments[0] !== 'super' && !sources.has(below(at, segments[0]))) {
    return undefined
  }
  for (; segments[0] === 'super'; segments.shift()) at = at.split('::').slice(0, -1).join('::')
  for (; sources.has(below(at, segments[0])); segments.shift()) at = below(at, segments[0])
  return at
}

/**
 * @param {string} module
 * @param {string} child
 */
function below(module, child) {
  return module === '' ? child : `${module}::${child}`
}

/**
 * Returns the same imports between rooms: a folder stands for all its modules.
 * @param {Imports} imports
 * @returns {Imports}
 */
function roomsOf(imports) {
  const rooms = new Map()
  for (const [name, imported] of imports) {
    const room = roomOf(name)
    const others = [...imported].map(roomOf).filter((other) => other !== room)
    rooms.set(room, new Set([...(rooms.get(room) ?? []), ...others]))
  }
  return rooms
}

/** @param {string} name */
function roomOf(name) {
  return name.split('::')[0]
}
