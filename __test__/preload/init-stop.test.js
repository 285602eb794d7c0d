'use strict'

// Does what `docker stop` does first: SIGTERM to PID 1 from outside.

const assert = require('node:assert/strict')
const { spawn } = require('node:child_process')
const { once } = require('node:events')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')

const { HANG, IN_NAMESPACE, root, skipWithoutNamespace: skip } = require('../support/helpers')

const init = path.join(root, 'init.js')

/**
 * Starts a program as PID 1 of a new namespace, and stops it once it has printed something.
 * @param {string} program
 */
async function stop(program) {
  const script = `require(${JSON.stringify(init)}); ${program}; console.log('ready')`
  const [command, ...args] = [...IN_NAMESPACE, process.execPath, '-e', script]
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: HANG,
    killSignal: 'SIGKILL',
  })
  const ended = once(child, 'exit')
  await once(child.stdout, 'data')
  const pid1 = fs.readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8')
  process.kill(Number(pid1), 'SIGTERM')
  const [code, signal] = await ended
  return { code, signal }
}

test('SIGTERM ends a program without handlers at once, with 143', { skip }, async () => {
  assert.deepEqual(await stop('setInterval(() => {}, 1000)'), { code: 143, signal: null })
})

test('a handler for SIGTERM runs, and its exit code is kept', { skip }, async () => {
  const handler = "process.on('SIGTERM', () => setTimeout(() => process.exit(7), 20))"
  const program = `${handler}; setInterval(() => {}, 1000)`
  assert.deepEqual(await stop(program), { code: 7, signal: null })
})
