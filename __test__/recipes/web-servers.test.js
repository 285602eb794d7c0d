'use strict'

// Servers as PID 1 of a container: graceful shutdown with zombie-reaper/init.

const assert = require('node:assert/strict')
const { spawn } = require('node:child_process')
const { once } = require('node:events')
const { request } = require('node:http')
const net = require('node:net')
const path = require('node:path')
const { test } = require('node:test')

const {
  HANG,
  IN_NAMESPACE,
  root,
  skipWithoutNamespace: skip,
  until,
} = require('../support/helpers')
const { descendantsOf, zombiesOf } = require('../support/process-table')

/**
 * Starts a server as PID 1, and returns when the server listens.
 * @param {import('node:test').TestContext} t
 * @param {string} recipe
 */
async function start(t, recipe) {
  const [file, ...args] = IN_NAMESPACE
  const script = path.join(root, 'examples/recipes', recipe)
  const child = spawn(file, [...args, process.execPath, script], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, PORT: '0' },
  })
  // PID 1 dies with unshare, and everything in the namespace with PID 1.
  t.after(() => child.kill('SIGKILL'))
  const ended = once(child, 'exit', { signal: AbortSignal.timeout(HANG) })
  const [line] = await once(child.stdout, 'data')
  const { port } = JSON.parse(line)
  const [pid1] = descendantsOf(Number(child.pid))
  return { ended, pid1, port }
}

/**
 * Opens a request, and returns when the server has answered the first half of it.
 * @param {number} port
 */
async function openRequest(port) {
  const sent = request({ port, path: '/echo', method: 'POST', agent: false })
  sent.setHeader('content-type', 'application/octet-stream')
  sent.write('first ')
  const [response] = await once(sent, 'response')
  response.setEncoding('utf8')
  let text = ''
  response.on('data', (/** @type {string} */ chunk) => (text += chunk))
  await until(() => text === 'first ', 'the first half is answered')
  return {
    sent,
    answer: async () => {
      sent.end('second')
      await once(response, 'end')
      return text
    },
  }
}

/** @param {number} port */
async function isRefused(port) {
  const socket = net.connect(port, 'localhost')
  try {
    await once(socket, 'connect')
    return false
  } catch {
    return true
  } finally {
    socket.destroy()
  }
}

for (const recipe of ['express.js', 'fastify.js']) {
  test(`${recipe} ends with the open request, and exit code 0`, { skip }, async (t) => {
    const { ended, pid1, port } = await start(t, recipe)
    assert.equal(pid1.name, 'zombie-init')
    const response = await fetch(`http://localhost:${port}/orphan`)
    assert.equal(await response.text(), '3\n')
    await until(() => zombiesOf(pid1.pid).length === 0, 'the orphan is reaped')

    const { answer } = await openRequest(port)
    process.kill(pid1.pid, 'SIGTERM')
    await until(() => isRefused(port), 'new connections are refused')
    assert.equal(await answer(), 'first second')
    assert.deepEqual(await ended, [0, null])
  })

  test(`${recipe} ends at once with the second SIGTERM`, { skip }, async (t) => {
    const { ended, pid1, port } = await start(t, recipe)
    const { sent } = await openRequest(port)
    const hungUp = once(sent, 'close')
    sent.on('error', () => {})
    process.kill(pid1.pid, 'SIGTERM')
    await until(() => isRefused(port), 'new connections are refused')
    process.kill(pid1.pid, 'SIGTERM')
    assert.deepEqual(await ended, [143, null])
    await hungUp
  })
}
