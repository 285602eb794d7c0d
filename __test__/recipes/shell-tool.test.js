'use strict'

const assert = require('node:assert/strict')
const { test } = require('node:test')

const { runAndLook } = require('../support/left-behind')

/** @param {string[]} args */
function runCommand(...args) {
  const { status, stdout, left } = runAndLook(['shell-tool.js', ...args])
  assert.equal(status, 0)
  assert.deepEqual(left, [])
  const { remaining, ...result } = JSON.parse(stdout)
  assert.equal(remaining, 0)
  return result
}

test('a command has its exit code and its output', () => {
  assert.deepEqual(runCommand('echo one; echo two >&2; exit 3').exitCode, 3)
  assert.deepEqual(runCommand('echo one; exit 0'), {
    exitCode: 0,
    signal: null,
    timedOut: false,
    output: 'one\n',
  })
  assert.equal(runCommand('kill -KILL $$').signal, 'SIGKILL')
})

for (const [how, daemon] of [
  ['in the background', 'sleep 1000 &'],
  ['with nohup', 'nohup sleep 1000 &'],
  ['in a session of its own', 'setsid sleep 1000 &'],
  ['by a shell that ends', '(setsid sh -c "sleep 1000 & sleep 1000" &)'],
  ['deaf to SIGTERM', '(trap "" TERM; exec sleep 1000) & (trap "" TERM; exec sleep 1000) &'],
]) {
  test(`a command ends although it leaves a daemon ${how}, and the daemon ends too`, () => {
    const result = runCommand(`${daemon}\necho started; exit 4`)
    assert.deepEqual(result, { exitCode: 4, signal: null, timedOut: false, output: 'started\n' })
  })
}

test('at the time limit nothing is left of a command, nor of its daemons', () => {
  const { signal, timedOut } = runCommand('setsid sleep 1000 & sleep 1000', '200')
  assert.deepEqual([signal, timedOut], ['SIGTERM', true])
})

test('a command that prints without end does not fill the memory', () => {
  const { exitCode, output } = runCommand('head -c 1000000 /dev/zero | tr "\\0" y')
  assert.equal(exitCode, 0)
  assert.equal(output, 'y'.repeat(100_000))
})
