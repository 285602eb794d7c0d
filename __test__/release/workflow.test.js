'use strict'

// The workflows run only reviewed code, since ci.yml publishes in our name.

const assert = require('node:assert/strict')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')

const { root } = require('../support/helpers')

const folder = path.join(root, '.github/workflows')
const text = fs
  .readdirSync(folder)
  .map((name) => fs.readFileSync(path.join(folder, name), 'utf8'))
  .join('\n')

test('each action is pinned by its commit, with the version beside it', () => {
  const actions = [...text.matchAll(/uses: (.*)/g)].map(([, action]) => action)
  assert.notEqual(actions.length, 0)
  for (const action of actions)
    assert.match(action, /^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/)
})

test('no checkout leaves the token of its workflow in .git/config', () => {
  const checkouts = text.split('uses: actions/checkout@').slice(1)
  assert.notEqual(checkouts.length, 0)
  for (const checkout of checkouts) {
    assert.match(checkout, /^.*\n +with:\n +persist-credentials: false\n/)
  }
})

test('pip and npm install nothing but exact versions', () => {
  for (const [line] of text.matchAll(/.*pip install.*/g)) assert.match(line, /--require-hashes/)
  for (const [line] of text.matchAll(/.*npm install.*/g)) assert.match(line, /npm@\d+\.\d+\.\d+$/)
})
