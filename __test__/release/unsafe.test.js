'use strict'

// docs/unsafe.md has a row for each file with unsafe blocks, and the row has their number. clippy
// demands the argument above each block.

const assert = require('node:assert/strict')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')

const { root } = require('../support/helpers')

const ROW = /^\| `(?<file>\S+\.rs)` +\| +(?<blocks>\d+) \| .+ \| (?<tests>.+?) +\|$/gm

const rows = [...fs.readFileSync(path.join(root, 'docs/unsafe.md'), 'utf8').matchAll(ROW)].map(
  ({ groups = {} }) => groups,
)

test('each file with unsafe blocks has a row with their number', () => {
  const listed = rows.map(({ file, blocks }) => `${file} ${blocks}`)
  const found = sources().map((file) => [file, blocksIn(code(file)).length])
  const expected = found.filter(([, blocks]) => blocks !== 0).map((row) => row.join(' '))
  assert.ok(expected.length > 20, `${expected.length} files`)
  assert.deepEqual(listed.toSorted(), expected.toSorted())
})

test('each row names tests that exist', () => {
  for (const { file, tests } of rows) {
    const names = tests.split(', ')
    for (const name of names.filter((one) => one !== 'cargo')) {
      const subject = name.replaceAll('`', '')
      assert.ok(
        fs.existsSync(path.join(root, '__test__', `${subject}.test.js`)),
        `${file}: ${name}`,
      )
    }
    if (names.includes('cargo')) assert.match(read(file), /^mod tests\b/m)
  }
})

function sources() {
  const folders = ['src', 'crates/reaper-core/src', 'crates/zombie-init/src']
  return folders.flatMap((folder) =>
    fs
      .readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.rs') && path.basename(file) !== 'tests.rs')
      .map((file) => `${folder}/${file}`),
  )
}

/** @param {string} file */
function read(file) {
  return fs.readFileSync(path.join(root, file), 'utf8')
}

/**
 * Returns the source without its tests, which stand at the end.
 * @param {string} file
 */
function code(file) {
  return read(file).split(/^#\[cfg\(test\)\]\nmod tests/m)[0]
}

/** @param {string} source */
function blocksIn(source) {
  return source.replaceAll(/\/\/.*/g, '').match(/\bunsafe \{/g) ?? []
}
