'use strict'

// A process chooses its name and its arguments, so the package and the examples escape both before
// they print them. The examples use only the public API, so they have their own copy of the
// function.

const assert = require('node:assert/strict')
const { execFileSync, spawn, spawnSync } = require('node:child_process')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')

const { formatTable } = require('../../examples/article/print')
const examples = require('../../examples/printable')
const { printable } = require('../../lib/support/printable')
const { skipWithoutChromium } = require('../support/chromium')
const { root, temporaryFolder } = require('../support/helpers')

// 15 bytes of UTF-8, the maximum length of a name.
const NAME = 'x\n\x1b\x7f\u009b\u202e\u2028\u200b'
const ESCAPED = String.raw`x\u000a\u001b\u007f\u009b\u202e\u2028\u200b`

/**
 * Whether the text has no character that a terminal obeys or that a reader of a log cannot see.
 * @param {string} text
 */
function isPlain(text) {
  return !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(text)
}

test('every control and every invisible character is escaped, and nothing else', () => {
  assert.equal(printable(NAME), ESCAPED)
  const shown = 'chrome_crashpad (deleted) "ä" \\ 日本 👻'
  assert.equal(printable(shown), shown)
  for (const [first, last] of [
    [0, 0x1f],
    [0x7f, 0x9f],
    [0x200b, 0x200f],
    [0x2028, 0x202e],
    [0x2066, 0x2069],
    [0xfeff, 0xfeff],
    [0xe0020, 0xe007f],
  ]) {
    for (let code = first; code <= last; code++) {
      assert.match(printable(String.fromCodePoint(code)), /^(\\u[0-9a-f]{4})+$/)
    }
  }
})

test('what is escaped reads the same again as JSON', () => {
  const value = { name: NAME, tag: '\u{e0041}' }
  const text = printable(JSON.stringify(value))
  assert.ok(isPlain(text))
  assert.deepEqual(JSON.parse(text), value)
})

test('the examples escape as the package does', () => {
  for (let code = 0; code <= 0x10ffff; code++) {
    const character = String.fromCodePoint(code)
    assert.equal(examples.printable(character), printable(character))
  }
})

test('the table of the demo has one line for each process', () => {
  const table = formatTable([{ pid: 2, ppid: 1, state: 'Z', name: NAME, start: 3 }])
  const [, row, ...others] = table.split('\n')
  assert.ok(row.endsWith(`${ESCAPED} <defunct>`), row)
  assert.deepEqual(others, [])
})

test('the commands and examples that are used wrongly escape what they got', () => {
  for (const [code, file, ...args] of /** @type {[number, string, ...string[]][]} */ ([
    [64, 'bin/zombie-reaper.js', NAME],
    [64, 'bin/zombie-reaper.js', `--${NAME}`],
    [64, 'bin/zombie-reaper.js', 'path', NAME],
    [64, 'bin/zombie-reaper.js', 'ps', `--${NAME}`],
    [64, 'bin/zombie-reaper.js', 'run', `--kill-after=${NAME}`, '--', 'true'],
    [1, 'examples/article/demo.js', NAME],
    [1, 'examples/article/demo.js', '--page', '--port', NAME],
    [1, 'examples/article/server.js', NAME],
    [1, 'examples/puppeteer-job.js', NAME],
  ])) {
    const { status, stderr } = spawnSync(process.execPath, [path.join(root, file), ...args])
    assert.equal(status, code)
    assert.match(String(stderr), /x\\u000a\\u001b/)
    assert.ok(isPlain(String(stderr).replaceAll('\n', '')), String(stderr))
  }
})

test('a program that could not be started is named in one line', () => {
  const { createJob } = require('../..')
  const child = spawn(`/${NAME}`).on('error', () => {})
  assert.throws(() => createJob().add(child), {
    code: 'ERR_ZOMBIE_REAPER_NOT_STARTED',
    message: /x\\u000a\\u001b/,
  })
})

test('the job example prints the name of a browser', { skip: skipWithoutChromium }, () => {
  const browser = path.join(temporaryFolder(), NAME)
  const chromium = String(process.env.CHROME_PATH ?? '/usr/bin/chromium')
  fs.writeFileSync(browser, `#!/bin/sh\n"${chromium}" "$@"\nexit\n`, { mode: 0o755 })
  const output = execFileSync(process.execPath, [path.join(root, 'examples/job.js')], {
    env: { ...process.env, CHROME_PATH: browser },
    encoding: 'utf8',
  })
  assert.ok(output.includes(ESCAPED), output)
  assert.ok(isPlain(output.replaceAll('\n', '')), output)
})
