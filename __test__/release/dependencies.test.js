'use strict'

// Each dependency has a stated reason.

const assert = require('node:assert/strict')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')

const { root } = require('../support/helpers')

// In the order of their tables in CONTRIBUTING.md.
for (const [i, manifest] of [
  'package.json',
  'site/package.json',
  'pictures/package.json',
  'mutants/package.json',
].entries()) {
  test(`CONTRIBUTING.md says what each development dependency of ${manifest} is for, and no other`, () => {
    const { devDependencies, overrides } = require(path.join(root, manifest))
    const text = fs.readFileSync(path.join(root, 'CONTRIBUTING.md'), 'utf8')
    const table = text.match(/^\| package [^]*?\n\n/gm)?.[i] ?? ''
    const named = table.split('\n').flatMap((row) => row.split('|')[1]?.match(/`[^`]+`/g) ?? [])
    assert.deepEqual(
      named
        .map((name) => name.slice(1, -1))
        .filter((name) => name !== 'overrides')
        .toSorted(),
      Object.keys({ ...devDependencies, ...overrides }).toSorted(),
    )
  })
}

for (const crate of ['.', 'crates/reaper-core', 'crates/zombie-init']) {
  test(`${crate}/Cargo.toml says what each dependency is for`, () => {
    const text = fs.readFileSync(path.join(root, crate, 'Cargo.toml'), 'utf8')
    const sections = [...text.matchAll(/^\[(?:\w+[-.])?dependencies\]\n((?:.+\n)+)/gm)]
    assert.notEqual(sections.length, 0)
    for (const [, lines] of sections) {
      const uncommented = lines.match(/(?<!^#.*\n)^(?!#|reaper-core).+$/gm) ?? []
      assert.deepEqual(uncommented, [])
    }
  })
}
