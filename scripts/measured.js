'use strict'

// What a measuring command writes into docs/: data, a part of a page between two comments, charts.

const { execFileSync } = require('node:child_process')
const { readFileSync, writeFileSync } = require('node:fs')
const { join } = require('node:path')

const root = join(__dirname, '..')

/**
 * @param {string} name of the page and of the data
 * @param {string} command
 * @param {unknown} data
 * @param {string} text
 */
async function publish(name, command, data, text) {
  const file = join(root, 'docs', name)
  writeFileSync(`${file}.json`, JSON.stringify(data))
  const page = readFileSync(`${file}.md`, 'utf8')
  writeFileSync(`${file}.md`, await withSection(page, command, text))
  draw(name)
}

/**
 * @param {string} page
 * @param {string} command
 * @param {string} text
 * @returns {Promise<string>} the page with this text in place of the last output of the command
 */
async function withSection(page, command, text) {
  const prettier = require('prettier')
  const [begin, end] = ['begins', 'ends'].map(
    (what) => `<!-- The output of \`${command}\` ${what}. -->`,
  )
  const [before] = page.split(begin)
  const after = page.split(end)[1]
  if (after === undefined) throw new Error(`expected "${begin}" and "${end}" in the page`)
  const changed = [before, begin, '\n\n', text, '\n\n', end, after].join('')
  return prettier.format(changed, { parser: 'markdown', proseWrap: 'always', printWidth: 100 })
}

/** @param {string} name of the page and of the data */
function draw(name) {
  run('npx', 'prettier', '--write', `docs/${name}.json`)
  run('npm', 'ci', '--prefix', 'pictures', '--ignore-scripts', '--no-audit', '--no-fund')
  run('npm', 'run', `draw:${name}`, '--prefix', 'pictures')
}

/**
 * @param {string} command
 * @param {string[]} args
 */
function run(command, ...args) {
  execFileSync(command, args, { cwd: root })
}

module.exports = { draw, publish, withSection }
