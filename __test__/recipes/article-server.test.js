'use strict'

const assert = require('node:assert/strict')
const { spawn } = require('node:child_process')
const { once } = require('node:events')
const path = require('node:path')
const { test } = require('node:test')

const { installSubreaper } = require('../..')
const { preloading, root, until, untilNothingIsLeft } = require('../support/helpers')
const { descendantsOf, processInfo } = require('../support/process-table')

// This process adopts the processes that the server leaves behind.
installSubreaper()

/**
 * Starts the article's server.
 * @param {import('node:test').TestContext} t
 * @param {{ args?: string[], env?: NodeJS.ProcessEnv }} [options]
 */
async function startServer(t, { args = [], env = process.env } = {}) {
  const file = path.join(root, 'examples/article/server.js')
  const server = spawn(process.execPath, [file, ...args], {
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  t.after(() => server.kill('SIGKILL'))
  const [line] = await once(server.stdout.setEncoding('utf8'), 'data')
  const [, url] = /^listening on (http:\/\/127\.0\.0\.1:\d+)\n$/.exec(line) ?? []
  return { server, url }
}

/** @param {string} url */
async function get(url) {
  const response = await fetch(url)
  return { status: response.status, body: /** @type {any} */ (await response.json()) }
}

test('the server answers a wrong path with the right ones', async (t) => {
  const { url } = await startServer(t)
  const { status, body } = await get(`${url}/nowhere`)
  assert.equal(status, 404)
  assert.match(body.message, /\/nowhere/)
  assert.deepEqual(body.routes, ['/make_zombie', '/kill_zombie', '/ps'])
})

test('the server answers an error with its code and message, and serves on', async (t) => {
  const { url } = await startServer(t, { env: preloading('shared/throw-always.js') })
  const { status, body } = await get(`${url}/kill_zombie`)
  assert.equal(status, 500)
  assert.deepEqual(body, { code: 'EBROKEN', message: 'broken on purpose' })
  assert.equal((await get(`${url}/ps`)).status, 200)
})

test('the server answers /ps with each name, and with nothing that a terminal obeys', async (t) => {
  const name = 'x\n\x1b\x7f\u009b\u202e\u2028'
  const script = 'printf %s "$0" >/proc/self/comm; read line'
  const child = spawn('/bin/sh', ['-c', script, name], { stdio: ['pipe', 'ignore', 'inherit'] })
  t.after(() => child.kill('SIGKILL'))
  const pid = Number(child.pid)
  await until(() => processInfo(pid)?.name === name, 'it has its name')

  const { url } = await startServer(t)
  const text = await (await fetch(`${url}/ps`)).text()
  assert.doesNotMatch(text, /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u)
  const table = JSON.parse(text)
  assert.equal(table.find((/** @type {any} */ row) => row.pid === pid).name, name)
})

test('the server takes its port from its argument, or else from PORT', async (t) => {
  const { server: first, url } = await startServer(t)
  first.kill()
  await once(first, 'exit')

  const { port } = new URL(url)
  const second = await startServer(t, { env: { ...process.env, PORT: port } })
  assert.equal(second.url, url)
  second.server.kill()
  await once(second.server, 'exit')

  const third = await startServer(t, { args: [port], env: { ...process.env, PORT: '0' } })
  assert.equal(third.url, url)
})

test('a server that is stopped takes the programs that it started along', async (t) => {
  const { server, url } = await startServer(t)
  const { parent } = (await get(`${url}/make_zombie`)).body
  assert.deepEqual(descendantsOf(Number(server.pid)).map(({ pid }) => pid)[0], parent)
  server.kill('SIGTERM')
  const [code] = await once(server, 'exit')
  assert.equal(code, 0)
  await untilNothingIsLeft()
})
