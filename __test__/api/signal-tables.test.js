'use strict'

// The names and the numbers of signals, without a process that dies of them.

const assert = require('node:assert/strict')
const { constants } = require('node:os')
const { test } = require('node:test')

const { deadlySignal, signalName, signalNumber } = require('../../lib/support/signals')

test('each number has one name, and every name of Node leads to its number', () => {
  for (const [name, number] of Object.entries(constants.signals)) {
    assert.equal(signalNumber(name, 'signal'), number)
    assert.equal(constants.signals[/** @type {NodeJS.Signals} */ (signalName(number))], number)
  }
  assert.deepEqual([6, 29].map(signalName), ['SIGABRT', 'SIGIO'])
})

test('real-time signals are counted from both ends, and the two of glibc have no number', () => {
  assert.deepEqual([32, 33, 34, 35, 63, 64, 65].map(signalName), [
    'SIGRTMIN-2',
    'SIGRTMIN-1',
    'SIGRTMIN',
    'SIGRTMIN+1',
    'SIGRTMIN+29',
    'SIGRTMIN+30',
    'SIG65',
  ])
  const names = ['SIGRTMIN', 'SIGRTMIN+30', 'SIGRTMAX', 'SIGRTMAX-1', 'SIGRTMAX-30']
  assert.deepEqual(
    names.map((name) => signalNumber(name, 'signal')),
    [34, 64, 64, 63, 34],
  )
  for (const name of ['SIGRTMIN-1', 'SIGRTMIN+31', 'SIGRTMAX-0', 'SIGRTMAX-31'])
    assert.throws(() => signalNumber(name, 'signal'), {
      name: 'TypeError',
      code: 'ERR_UNKNOWN_SIGNAL',
      message: `Unknown signal: ${name}. Expected a name such as SIGTERM or SIGRTMIN+3`,
    })
})

test('a number is no name', () => {
  assert.throws(() => signalNumber(15, 'options.signal'), {
    code: 'ERR_INVALID_ARG_TYPE',
    message: 'The "options.signal" argument must be of type string. Received type number (15)',
  })
})

test('a signal that does not end a process is refused, with the list of all such signals', () => {
  const all = 'SIGCHLD, SIGCONT, SIGURG, SIGWINCH, SIGSTOP, SIGTSTP, SIGTTIN, SIGTTOU'
  for (const name of all.split(', ')) {
    assert.throws(() => deadlySignal(name, 'options.signal'), {
      code: 'ERR_OUT_OF_RANGE',
      message: `The value of "options.signal" is out of range. It must be a signal whose default action is to terminate the process, and none of ${all}. Received '${name}'`,
    })
  }
  assert.equal(deadlySignal('SIGTERM', 'options.signal'), 15)
})
