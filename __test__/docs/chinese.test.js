'use strict'

// README.zh-CN.md is written for its own readers, not translated word by word. Its facts are those
// of README.md: the same code, links, numbers, names and answers in the same sections.

const assert = require('node:assert/strict')
const { test } = require('node:test')

const { read } = require('../support/documentation')

const ENGLISH = 'README.md'
const CHINESE = 'README.zh-CN.md'

const BLOCK = /^```\w*\n.*?^```$/gms

/** @param {string} page */
function sectionsOf(page) {
  // A `#` also starts a comment in a shell.
  return read(page).split(/^(?=## )/m)
}

/** @param {string} section */
function proseOf(section) {
  return section.replaceAll(BLOCK, '')
}

/**
 * What a section says of each kind of fact.
 * @type {Record<string, (section: string) => (string | string[])[]>}
 */
const FACTS = {
  code: (section) =>
    // The comments are in the language of the page.
    (section.match(BLOCK) ?? []).map((block) => block.replaceAll(/ *\/\/ .*$/gm, '')),
  links: (section) =>
    [...proseOf(section).matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, target]) => target)
      .filter((target) => target !== ENGLISH && target !== CHINESE),
  numbers: (section) =>
    proseOf(section)
      .replaceAll(/\]\([^)]*\)|`[^`\n]+`|PID 1\b/g, '')
      .match(/(?<![\w.-])\d+(?:[.,]\d+)*/g) ?? [],
  names: (section) => [...new Set(proseOf(section).match(/`[^`\n]+`|\bSIG[A-Z]+\b/g))].toSorted(),
  answers: (section) =>
    proseOf(section)
      .split('\n')
      .filter((line) => line.startsWith('|'))
      .map((row) => row.split('|').map((cell) => ANSWERS.get(cell.trim()) ?? '')),
}

/** The cells of tables that are one word. */
const ANSWERS = new Map([
  ['yes', 'yes'],
  ['是', 'yes'],
  ['no', 'no'],
  ['否', 'no'],
  ['**no**', 'no'],
  ['**否**', 'no'],
  ['–', 'none'],
])

for (const [what, factsOf] of Object.entries(FACTS)) {
  test(`${CHINESE} has the ${what} of ${ENGLISH}, section by section`, () => {
    const english = sectionsOf(ENGLISH).map(factsOf)
    assert.ok(english.flat().length > 10)
    assert.deepEqual(sectionsOf(CHINESE).map(factsOf), english)
  })
}

test('each README links to the other', () => {
  assert.ok(read(ENGLISH).includes(`](${CHINESE})`))
  assert.ok(read(CHINESE).includes(`](${ENGLISH})`))
})
