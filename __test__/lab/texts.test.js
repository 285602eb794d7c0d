'use strict'

const assert = require('node:assert/strict')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')

const { root } = require('../support/helpers')

const folder = path.join(root, 'examples/lab')

/** @param {string} language */
async function load(language) {
  return (await import(path.join(folder, `page/texts.${language}.js`))).default
}

/**
 * Lists the texts by their paths, each with its placeholders.
 * @param {any} texts
 * @returns {[string, string[]][]}
 */
function placeholdersOf(texts, prefix = '') {
  return Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[prefix + key, (value.match(/\{\w+\}|`[^`]*`/g) ?? []).toSorted()]]
      : placeholdersOf(value, `${prefix}${key}.`),
  )
}

/** @param {RegExp} pattern */
function keysInServer(pattern) {
  const files = fs.readdirSync(folder).filter((name) => name.endsWith('.js'))
  const code = files.map((name) => fs.readFileSync(path.join(folder, name), 'utf8')).join('\n')
  return [...new Set([...code.matchAll(pattern)].map(([, key]) => key))].toSorted()
}

test('both languages have the same texts, with the same values and the same code', async () => {
  assert.deepEqual(placeholdersOf(await load('zh')), placeholdersOf(await load('en')))
})

test('there is a text for every step and every refusal, and no other', async () => {
  const { steps, refused } = await load('en')
  const keys = keysInServer(/\bstep\(\s*'[^']+',\s*'(\w+)'/g)
  assert.deepEqual([...keys, 'closed', 'crashed'].toSorted(), Object.keys(steps).toSorted())
  const codes = keysInServer(/new Refusal\('(\w+)'/g)
  // REQUEST and FAILED are errors of the server, and the page itself says LOST.
  assert.deepEqual(
    [...codes, 'REQUEST', 'FAILED', 'LOST'].toSorted(),
    Object.keys(refused).toSorted(),
  )
})

test('every English sentence has fewer than 25 words', async () => {
  const texts = JSON.stringify(await load('en')).match(/"[^"]*"/g) ?? []
  const sentences = texts.flatMap((text) => text.split(/(?<=[.!?:])\s/))
  assert.deepEqual(
    sentences.filter((sentence) => sentence.split(' ').length >= 25),
    [],
  )
})
