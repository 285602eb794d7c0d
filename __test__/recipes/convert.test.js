'use strict'

const assert = require('node:assert/strict')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')

const { findChromium } = require('../../examples/chromium')
const { skipWithoutChromium } = require('../support/chromium')
const { temporaryFolder } = require('../support/helpers')
const { runAndLook } = require('../support/left-behind')

/** @param {string[]} args */
function convert(...args) {
  const env = { ...process.env, TMPDIR: temporaryFolder(), CHROME_PATH: findChromium() }
  const { status, stdout, left } = runAndLook(['convert.js', ...args], { env })
  assert.equal(status, 0)
  assert.deepEqual(left, [])
  return JSON.parse(stdout)
}

const skip = skipWithoutChromium

test('a page becomes a PDF, and nothing is left of the browser', { skip }, () => {
  const pdf = path.join(temporaryFolder(), 'page.pdf')
  const result = convert('data:text/html,<h1>A page</h1>', pdf)
  assert.deepEqual(result, { exitCode: 0, signal: null, timedOut: false })
  assert.match(fs.readFileSync(pdf, 'latin1'), /^%PDF-/)
})

test('at the time limit nothing is left of a browser whose page never loads', { skip }, () => {
  const pdf = path.join(temporaryFolder(), 'page.pdf')
  // An endless script: the page never finishes loading.
  const { timedOut } = convert('data:text/html,<script>for(;;){}</script>', pdf, '3000')
  assert.equal(timedOut, true)
  assert.equal(fs.existsSync(pdf), false)
})
