'use strict'

// The table of docs/limits.md, and the hosts that `npm run hosts` runs.

const assert = require('node:assert/strict')
const { test } = require('node:test')

const { HOSTS } = require('../../scripts/hosts/hosts')
const { read } = require('../support/documentation')

test('docs/limits.md has a row for each host, in the same order', () => {
  const rows = [...read('docs/limits.md').matchAll(/^\| ([^|]+?) +\|/gm)].map(([, name]) => name)
  assert.deepEqual(
    rows.filter((name) => name !== 'host' && !/^-+$/.test(name)),
    HOSTS.map(({ name }) => name),
  )
})
