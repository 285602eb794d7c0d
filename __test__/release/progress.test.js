'use strict'

const assert = require('node:assert/strict')
const { spawnSync } = require('node:child_process')
const { constants } = require('node:os')
const { test } = require('node:test')

const { program } = require('../support/helpers')
const { inTerminal, plain } = require('../support/terminal')

// Before and after the bar, which is drawn anew in its line.
const TO_THE_START = '\u001b[1G'
const CLEAR = '\u001b[0K'

/** @param {string} output */
function linesOf(output) {
  return output
    .replaceAll(TO_THE_START, '\n')
    .split(/[\r\n]+/)
    .map(plain)
}

const COMMAND = [process.execPath, program('release/progress.js')]

test('on a terminal a long command shows n of m, what is running, and the time left', async () => {
  const { output, exitCode } = await inTerminal(COMMAND)
  const lines = linesOf(output)
  assert.ok(lines.includes('---------------- 1 of 3: the first step'), output)
  const second = /^=====----------- 2 of 3, about \d+ (s|min) left: the second step$/
  assert.ok(
    lines.some((line) => second.test(line)),
    output,
  )
  assert.deepEqual(lines.slice(-3), ['================ 3 of 3: done', 'the result', ''])
  assert.ok(lines.includes('a line of the second step'), output)
  assert.equal(exitCode, 0)
})

test('no line of the bar is wider than the terminal', async () => {
  const { output } = await inTerminal(COMMAND)
  assert.equal(Math.max(...linesOf(output).map((line) => line.length)), 60)
})

test('SIGINT ends a command that shows a bar', async () => {
  const module = JSON.stringify(require.resolve('../../scripts/progress'))
  const code = `require(${module}).startProgress(2).begin('first'); setInterval(() => {}, 1000)`
  const { signal } = await inTerminal([process.execPath, '-e', code], {
    onData: (output, terminal) => {
      if (output.includes(`first${CLEAR}`)) terminal.write('\u0003')
    },
  })
  assert.equal(signal, constants.signals.SIGINT)
})

test('elsewhere each step is a plain line', () => {
  const [file, ...args] = COMMAND
  const { stdout, stderr } = spawnSync(file, args, { encoding: 'utf8' })
  assert.deepEqual(
    stderr.split('\n').map((line) => line.slice(0, 30)),
    [
      '1 of 3: the first step',
      '2 of 3: the second step',
      'a line of the second step',
      '3 of 3: the third step, which ',
      '',
    ],
  )
  assert.equal(stdout, 'the result\n')
})
