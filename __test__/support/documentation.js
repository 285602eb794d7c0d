'use strict'

// The pages that users read, and the code blocks in these pages.

const fs = require('node:fs')
const path = require('node:path')

const { root } = require('./helpers')

/** The paths of the pages in the repository. */
const pages = [
  'README.md',
  ...fs
    .readdirSync(path.join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
]

const BLOCK = /^ *```(\w*)[^\n]*\n(.*?)^ *```$/gms

/** @param {string} file */
function read(file) {
  return fs.readFileSync(path.join(root, file), 'utf8')
}

/**
 * @param {string} file a page, or a declaration file, whose comments are the text
 */
function textOf(file) {
  const text = read(file)
  if (!file.endsWith('.d.ts')) return text
  const comments = [...text.matchAll(/^ *\/\*\*(.*?)\*\//gms)].map(([, comment]) => comment)
  return comments.join('\n\n').replaceAll(/^ *\* ?/gm, '')
}

/** @param {string} file */
function blocksOf(file) {
  return [...textOf(file).matchAll(BLOCK)].map(([, language, code]) => ({ language, code }))
}

/** @param {string} file */
function proseOf(file) {
  return textOf(file).replaceAll(BLOCK, '')
}

module.exports = { blocksOf, pages, proseOf, read }
