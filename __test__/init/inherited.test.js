'use strict'

const assert = require('node:assert/strict')
const { test } = require('node:test')

const { compile } = require('../support/helpers')
const { initPath, run, runInit } = require('../support/init-helpers')

const startWith = compile('init/start-with.c')

/**
 * @param {string} signals
 * @param {string[]} init
 */
function startedWith(signals, init) {
  const [blocked, ignored] = signals.split(' ')
  const { stdout } = run([startWith, blocked, ignored, ...init, 'cat', '/proc/self/status'])
  return Object.fromEntries(
    ['SigBlk', 'SigIgn', 'SigCgt', 'SigPnd', 'ShdPnd'].map((name) => [
      name,
      new RegExp(`^${name}:\\t(\\w+)$`, 'm').exec(stdout)?.[1],
    ]),
  )
}

/** @param {number[]} numbers */
function mask(...numbers) {
  return numbers.reduce((bits, number) => bits | (1n << BigInt(number - 1)), 0n).toString(16)
}

const [HUP, INT, PIPE, TERM, CHLD, TSTP, TTIN, TTOU, XFSZ] = [1, 2, 13, 15, 17, 20, 21, 22, 25]

test('the program’s signals are blocked and ignored as the init’s were', () => {
  const all = 'ffffffffffffffff'
  for (const signals of [
    '0 0',
    `${all} 0`,
    `0 ${all}`,
    `${all} ${all}`,
    `0 ${mask(PIPE, XFSZ)}`,
    `${mask(TTIN)} ${mask(TTOU)}`,
    `${mask(TTOU, TSTP)} ${mask(TTIN)}`,
    `${mask(CHLD)} 0`,
    `0 ${mask(CHLD)}`,
    `${mask(HUP, INT, TERM)} ${mask(HUP, INT)}`,
    // The kernel's SIGRTMIN is one of these signals, whatever number a libc gives it.
    `${mask(32, 33, 34)} 0`,
    `${mask(35, 64)} ${mask(32, 33, 34, 64)}`,
  ]) {
    const expected = startedWith(signals, [])
    assert.match(expected.SigBlk ?? '', /^[0-9a-f]{16}$/)
    assert.deepEqual(startedWith(signals, [initPath, '-s', '--']), expected, signals)
  }
})

test('started with SIGCHLD ignored it knows how the program ended all the same', () => {
  const { status } = run([startWith, '0', mask(CHLD), initPath, '-s', '--', 'sh', '-c', 'exit 9'])
  assert.equal(status, 9)
})

test('started with every signal blocked it does too', () => {
  const blocked = [startWith, 'ffffffffffffffff', '0', initPath, '-s', '--']
  assert.equal(run([...blocked, 'sh', '-c', 'exit 9']).status, 9)
})

test('closed standard streams stay closed, and are no error', () => {
  const program = 'for fd in 0 1 2; do [ ! -e /proc/$$/fd/$fd ] || exit 1; done; exit 9'
  const script = 'exec "$0" -svvv -- sh -c "$1" 0<&- 1>&- 2>&-'
  assert.equal(run(['sh', '-c', script, initPath, program]).status, 9)
})

test('60,000 arguments arrive', () => {
  const args = Array.from({ length: 60_000 }, (_, i) => `${i}`)
  const { stdout } = runInit(['--', 'printf', '%s ', ...args])
  assert.equal(stdout, `${args.join(' ')} `)
})
