'use strict'

// zombie-reaper demo --page

const assert = require('node:assert/strict')
const path = require('node:path')
const { test } = require('node:test')

const { command, runCommand } = require('../support/cli')
const { copyPackage } = require('../support/helpers')
const { readHello, startLab } = require('../support/lab')

test('the command serves the lab too', async (t) => {
  const { address } = await startLab((end) => t.after(end), { command: [command, 'demo'] })
  assert.equal((await readHello(address)).state.tree.length, 1)
})

test('without the examples the command says where the lab is', () => {
  const file = path.join(copyPackage(), 'bin/zombie-reaper.js')
  const { status, stderr } = runCommand(['demo', '--page'], { file })
  assert.equal(status, 1)
  assert.match(stderr, /Clone the repository, and run `npm ci && npm run demo -- --page` there/)
})

test('options that do not fit are refused', () => {
  for (const [message, ...args] of [
    ['--port needs --page', '--port', '1'],
    ['expected a port, 0 to 65535, got "65536"', '--page', '--port', '65536'],
    ['expected a port, 0 to 65535, got "-1"', '--page', '--port=-1'],
    ['expected a port, 0 to 65535, got ""', '--page', '--port', ''],
    ['--page prints no JSON', '--page', '--json'],
  ]) {
    const { status, stderr } = runCommand(['demo', ...args])
    assert.equal(status, 64, args.join(' '))
    assert.ok(stderr.includes(message), stderr)
  }
})
