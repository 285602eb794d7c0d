'use strict'

// The program that makes the orphan of `doctor --prove`.

const assert = require('node:assert/strict')
const { spawn } = require('node:child_process')
const { once } = require('node:events')
const fs = require('node:fs')
const path = require('node:path')
const { after, test } = require('node:test')

const { installSubreaper, reap } = require('../..')
const { preloading, program, root, untilReaped } = require('../support/helpers')
const { descendantsOf, processInfo } = require('../support/process-table')

installSubreaper()
after(() => reap())

const ORPHAN = path.join(root, 'lib/cli/doctor/orphan.js')

test('the orphan has lost its parent, and ends when its pipe does', async () => {
  const launcher = spawn(process.execPath, [ORPHAN], {
    stdio: ['ignore', 'pipe', 'inherit', 'pipe'],
    env: preloading('cli/ends-with-stdin.js'),
  })
  const [, stdout, , end] = launcher.stdio
  assert.ok(stdout && end)
  let output = ''
  stdout.on('data', (text) => (output += text))
  const [[code]] = await Promise.all([once(launcher, 'exit'), once(stdout, 'close')])
  const orphan = Number(output)
  assert.deepEqual([code, processInfo(orphan)?.ppid], [0, process.pid])
  const argv = fs.readFileSync(`/proc/${orphan}/cmdline`, 'utf8').split('\0')
  assert.deepEqual(argv.slice(1, -1), [ORPHAN, '--orphan'])
  const [pipe, ...others] = [0, 1, 2].map((fd) => fs.readlinkSync(`/proc/${orphan}/fd/${fd}`))
  // libuv's pipes are sockets.
  assert.match(pipe, /^(?:socket|pipe):/)
  assert.deepEqual(others, ['/dev/null', '/dev/null'])
  end.destroy()
  const [{ exitCode }] = await untilReaped([orphan])
  assert.equal(exitCode, 0)
  assert.deepEqual(descendantsOf(process.pid), [])
})

test('without a Node to start, there is no orphan', async () => {
  const flags = ['--require', program('cli/no-node.js')]
  const launcher = spawn(process.execPath, [...flags, ORPHAN], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  let output = ''
  launcher.stdout.on('data', (text) => (output += text))
  assert.deepEqual([(await once(launcher, 'close'))[0], output], [1, ''])
})
