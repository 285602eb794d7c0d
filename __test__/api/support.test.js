'use strict'

// Small helpers that every room uses.

const assert = require('node:assert/strict')
const { once } = require('node:events')
const { test } = require('node:test')

const { warn } = require('../../lib/support/warn')
const { root, runNode } = require('../support/helpers')

test('a warning has the message of an error, or the text, and a name of its own', async () => {
  for (const [problem, message] of [
    [new TypeError('bad'), 'bad'],
    ['text', 'text'],
  ]) {
    const warning = once(process, 'warning')
    warn(problem)
    const [{ name, message: told }] = await warning
    assert.deepEqual([name, told], ['ZombieReaperWarning', message])
  }
})

test('the fs of the package is that of Node, also where require() returns a mock', async () => {
  const script = `
    const Module = require('node:module')
    const load = Module._load
    const mock = {}
    Module._load = (name, ...rest) => (name === 'node:fs' ? mock : load(name, ...rest))
    const { existsSync } = require(${JSON.stringify(`${root}/lib/support/fs`)})
    console.log(JSON.stringify([require('node:fs') === mock, existsSync?.(${JSON.stringify(root)})]))`
  assert.deepEqual(await runNode(['-e', script]), [true, true])
})
