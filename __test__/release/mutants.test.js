'use strict'

// What `npm run mutants -- lib --in-diff` mutates.

const assert = require('node:assert/strict')
const { execFileSync, spawnSync } = require('node:child_process')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')

const { changedLines } = require('../../mutants/changed-lines')
const { skipUnless, temporaryFolder } = require('../support/helpers')

const skip = skipUnless(spawnSync('git', ['--version']).status === 0, 'needs git')

test('the lines of lib/ that a diff of git changes, and no others', { skip }, () => {
  const folder = temporaryFolder()
  /** @param {string} name @param {number[]} lines */
  const write = (name, lines) => {
    const file = path.join(folder, name)
    fs.mkdirSync(path.dirname(file), { recursive: true })
    fs.writeFileSync(file, lines.map((line) => `line(${line})\n`).join(''))
  }
  // Neither the repository of a hook, nor a user's form of diffs.
  const env = { PATH: process.env.PATH, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' }
  /** @param {string[]} args */
  const git = (...args) => execFileSync('git', args, { cwd: folder, encoding: 'utf8', env })

  const before = [1, 2, 3, 4, 5, 6, 7, 8, 9]
  git('init', '--quiet')
  for (const name of ['lib/a.js', 'lib/reap/b.js', 'lib/gone.js', 'lib/c.md', 'other/lib/d.js'])
    write(name, before)
  git('add', '.')
  write('lib/a.js', [1, 20, 3, 4, 5, 6, 7, 80, 90, 100])
  write('lib/reap/b.js', [1, 2, 3, 4, 6, 7, 8, 9])
  fs.rmSync(path.join(folder, 'lib/gone.js'))
  for (const name of ['lib/c.md', 'other/lib/d.js', 'lib/new.js']) write(name, [1, 2])
  git('add', '--intent-to-add', '.')

  for (const context of [0, 3])
    assert.deepEqual(changedLines(git('diff', `--unified=${context}`)), [
      'lib/a.js:2-2',
      'lib/a.js:8-10',
      'lib/new.js:1-2',
    ])
})
