'use strict'

// Text for a terminal: lines, cuts, numbers and charts.

const assert = require('node:assert/strict')
const { test } = require('node:test')

const {
  commandText,
  count,
  cut,
  duration,
  jsonText,
  wrap,
  wrapAdvice,
} = require('../../lib/cli/frame/layout')
const { terminal } = require('../../lib/cli/frame/terminal')
const { chart } = require('../../lib/cli/watch/chart')

test('a line breaks at blanks, and has at least 10 columns', () => {
  for (const [text, width, lines] of /** @type {const} */ ([
    ['aaaa bbbbb', 10, ['aaaa bbbbb']],
    ['aaaa bbbbbb', 10, ['aaaa', 'bbbbbb']],
    ['aaaa bbbbb cc', 20, ['aaaa bbbbb cc']],
    ['aaaa bbbbb', 3, ['aaaa bbbbb']],
    // A character of two UTF-16 code units is one column.
    ['𝒳𝒳𝒳𝒳 𝒳𝒳𝒳𝒳𝒳', 10, ['𝒳𝒳𝒳𝒳 𝒳𝒳𝒳𝒳𝒳']],
    ['', 10, ['']],
  ]))
    assert.deepEqual(wrap(text, width), lines, text)
  assert.deepEqual(wrap('aaaa bbbbb cc', 12, '  '), ['  aaaa bbbbb', '  cc'])
})

test('a word that is longer than the line breaks anywhere', () => {
  assert.deepEqual(wrap(`a ${'b'.repeat(25)} c`, 10), ['a', 'bbbbbbbbbb', 'bbbbbbbbbb', 'bbbbb c'])
  assert.deepEqual(wrap('𝒳'.repeat(11), 10), ['𝒳'.repeat(10), '𝒳'])
})

test('a command to paste stays in one line', () => {
  const toPaste = '`ps -eo pid,ppid,stat,args | grep " Z"`'
  assert.deepEqual(wrapAdvice(`Find the parent: ${toPaste}, and end it`, 20, '  '), [
    '  Find the parent:',
    `  ${toPaste},`,
    '  and end it',
  ])
  assert.deepEqual(wrapAdvice(`${toPaste} shows it`, 10), [toPaste, 'shows it'])
  assert.deepEqual(wrapAdvice('', 20), [''])
})

test('a cut text ends with an ellipsis', () => {
  assert.equal(cut('abcde', 5), 'abcde')
  assert.equal(cut('abcdef', 5), 'abcd…')
  assert.equal(cut('𝒳'.repeat(6), 5), '𝒳𝒳𝒳𝒳…')
})

test('only one is singular', () => {
  assert.deepEqual(
    [0, 1, 2].map((number) => count(number, 'zombie')),
    ['0 zombies', '1 zombie', '2 zombies'],
  )
})

test('a duration has the largest unit that fits', () => {
  for (const [ms, text] of /** @type {const} */ ([
    [-5, '0 s'],
    [999, '0 s'],
    [59_999, '59 s'],
    [60_000, '1 min'],
    [3_599_999, '59 min'],
    [3_600_000, '1 h'],
    [86_399_999, '23 h'],
    [86_400_000, '1 d'],
    [10 * 86_400_000, '10 d'],
  ]))
    assert.equal(duration(ms), text)
})

test('a process without a command line has its name', () => {
  assert.equal(commandText({ name: 'sh', argv: ['/bin/sh', '-c', 'exit'] }), '/bin/sh -c exit')
  assert.equal(commandText({ name: 'kthreadd', argv: [] }), 'kthreadd')
  assert.equal(commandText({ name: 'a\x1bb' }), 'a\\u001bb')
  assert.equal(commandText({ name: 'overwritten', argv: ['  ', ''] }), 'overwritten')
  assert.equal(commandText({ name: null }), 'unknown')
  assert.equal(commandText({ argv: [' a\nb '] }), 'a\\u000ab')
})

test('JSON shows no hidden character', () => {
  assert.equal(jsonText({ name: 'x\u202e' }), '{"name":"x\\u202e"}')
})

test('the chart has the newest number on the right, and the largest of each column', () => {
  assert.equal(chart([0, 1, 2, 4, 8], 5), ' ▁▂▄█')
  assert.equal(chart([0, 0], 5), '  ')
  assert.equal(chart([1, 8, 0, 2, 4], 3), '▁█▄')
  assert.equal(chart(Array(300).fill(5), 60), '█'.repeat(60))
  assert.equal(chart([], 5), '')
})

/** @param {object} facts what a stream says of itself */
function terminalOf(facts) {
  /** @type {string[]} */
  const written = []
  const write = (/** @type {string} */ text) => written.push(text)
  return { written, out: terminal(/** @type {any} */ ({ write, ...facts })) }
}

test('a terminal has its size, and an output that is no terminal 80 columns and 24 rows', () => {
  for (const [facts, size] of /** @type {const} */ ([
    [{ isTTY: true, columns: 60, rows: 10 }, [60, 10, true]],
    // A terminal that nobody has told its size.
    [{ isTTY: true, columns: 0, rows: 0 }, [80, 24, true]],
    [{ columns: 60, rows: 10 }, [80, 24, false]],
  ])) {
    const { width, height, isTerminal } = terminalOf(facts).out
    assert.deepEqual([width, height, isTerminal], size)
  }
})

test('only a terminal with colours gets colours', () => {
  const colours = { hasColors: () => true }
  for (const [facts, text] of /** @type {const} */ ([
    [{ isTTY: true, ...colours }, '\x1b[31mred\x1b[39m'],
    [{ isTTY: true, hasColors: () => false }, 'red'],
    [{ isTTY: true }, 'red'],
    [colours, 'red'],
  ]))
    assert.equal(terminalOf(facts).out.paint('red', 'red'), text)
})

test('each line that is printed ends', () => {
  const { written, out } = terminalOf({})
  out.print('text')
  out.print()
  assert.deepEqual(written, ['text\n', '\n'])
})
