'use strict'

// `npm run hosts` finds what fails, and docs/limits.md has its hosts.

const assert = require('node:assert/strict')
const { test } = require('node:test')

const { HOSTS } = require('../../scripts/hosts/hosts')
const { judge } = require('../../scripts/hosts/run')
const { read } = require('../support/documentation')

/** @param {string[]} lines as tests.sh prints them */
function output(...lines) {
  return ['# kernel 6.1.0', '# file a.test.js', 'TAP version 13', ...lines, ''].join('\n')
}

test('a test passes, fails, or is left out with its reason', () => {
  const lines = ['ok 1 - good', 'not ok 2 - bad', 'ok 3 - rootless # SKIP needs root', '# pass 1']
  assert.deepEqual(judge(output(...lines), 1, ['slow: emulated']), {
    kernel: '6.1.0',
    passed: 1,
    failed: ['bad'],
    leftOut: ['slow: emulated', 'rootless: needs root'],
  })
})

test('a file that crashes, and one that does not run, are failures', () => {
  assert.deepEqual(judge(output('ok 1 - good'), 2, []).failed, [
    'a.test.js: ended without a summary',
    '1 files did not run',
  ])
})

test('docs/limits.md has a row for each host, in the same order', () => {
  const rows = [...read('docs/limits.md').matchAll(/^\| ([^|]+?) +\|/gm)].map(([, name]) => name)
  assert.deepEqual(
    rows.filter((name) => name !== 'host' && !/^-+$/.test(name)),
    HOSTS.map(({ name }) => name),
  )
})
