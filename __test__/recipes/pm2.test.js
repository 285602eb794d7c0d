'use strict'

const assert = require('node:assert/strict')
const { spawn } = require('node:child_process')
const { once } = require('node:events')
const path = require('node:path')
const { test } = require('node:test')

const {
  HANG,
  IN_NAMESPACE,
  root,
  skipWithoutNamespace: skip,
  temporaryFolder,
  until,
} = require('../support/helpers')
const { descendantsOf, zombiesOf } = require('../support/process-table')

const runtime = path.join(root, 'node_modules/pm2/bin/pm2-runtime')
const recipe = path.join(root, 'examples/recipes/pm2')

/**
 * Starts pm2-runtime as PID 1, and returns when the app has left its orphan behind.
 * @param {import('node:test').TestContext} t
 * @param {string} what an ecosystem file or a program
 */
async function start(t, what) {
  const [file, ...args] = IN_NAMESPACE
  const child = spawn(file, [...args, process.execPath, runtime, 'start', what], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, PM2_HOME: temporaryFolder() },
  })
  // PID 1 dies with unshare, and everything in the namespace with PID 1.
  t.after(() => child.kill('SIGKILL'))
  const ended = once(child, 'exit', { signal: AbortSignal.timeout(HANG) })
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text) => (output += text))
  await until(() => output.includes('exit code 3'), 'the app has the exit code of its child')
  const [pid1] = descendantsOf(Number(child.pid))
  return { ended, pid1: pid1.pid }
}

test('pm2-runtime as PID 1 reaps no orphan of an app', { skip }, async (t) => {
  const { pid1 } = await start(t, path.join(recipe, 'app.js'))
  await until(() => zombiesOf(pid1).length === 1, 'PID 1 has a zombie')
})

test(
  'with one line in the ecosystem file it reaps them, and ends as before',
  { skip },
  async (t) => {
    const { ended, pid1 } = await start(t, path.join(recipe, 'ecosystem.config.js'))
    // The app is the only descendant that lives.
    await until(() => descendantsOf(pid1).length === 1, 'PID 1 has reaped the orphan')
    process.kill(pid1, 'SIGTERM')
    assert.deepEqual(await ended, [0, null])
  },
)
