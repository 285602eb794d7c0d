'use strict'

// What the server answers. It runs in this process.

const assert = require('node:assert/strict')
const { test } = require('node:test')

const { listen } = require('../../lib/exporter/address')
const { Scrapes } = require('../../lib/exporter/scrapes')
const { exporterServer } = require('../../lib/exporter/server')
const { start } = require('../../lib/exporter/start')

/**
 * Lets a server listen on a free port. It ends when the test ends.
 * @param {import('node:test').TestContext} t
 * @param {import('node:http').Server} server
 */
async function serve(t, server) {
  const url = await listen(server, { host: '127.0.0.1', port: 0 })
  t.after(() => {
    server.close()
    server.closeAllConnections()
  })
  return url
}

test('it answers what it must, and nothing else', async (t) => {
  const { server } = await start('/nonexistent')
  const url = await serve(t, server)
  for (const [method, page, status, type, body] of /** @type {const} */ ([
    [
      'GET',
      '/',
      200,
      'text/plain; charset=utf-8',
      /^zombie-reaper exporter: .*\n\n\/metrics .*\n\/healthz .*\n$/,
    ],
    ['GET', '/metrics', 200, 'text/plain; version=0.0.4; charset=utf-8', /^# HELP zombie_reaper_/],
    ['GET', '/metrics?name=x', 200, 'text/plain; version=0.0.4; charset=utf-8', /^# HELP/],
    ['HEAD', '/metrics', 200, 'text/plain; version=0.0.4; charset=utf-8', /^$/],
    ['GET', '/healthz', 200, 'text/plain; charset=utf-8', /^ok\n$/],
    ['GET', '/nonsense', 404, 'text/plain; charset=utf-8', /^There is no such page\.\n$/],
    ['GET', '/toString', 404, 'text/plain; charset=utf-8', /^There is no such page\.\n$/],
    ['GET', '/metrics/', 404, 'text/plain; charset=utf-8', /^There is no such page\.\n$/],
    ['POST', '/metrics', 405, 'text/plain; charset=utf-8', /^Use GET\.\n$/],
    ['DELETE', '/healthz', 405, 'text/plain; charset=utf-8', /^Use GET\.\n$/],
  ])) {
    const answer = await fetch(url + page, { method })
    assert.deepEqual([answer.status, answer.headers.get('content-type')], [status, type], page)
    assert.equal(answer.headers.get('allow'), status === 405 ? 'GET, HEAD' : null)
    assert.match(await answer.text(), body)
  }
})

test('a failed look is unhealthy, and the figures say how long they are', async (t) => {
  const looker = { look: () => Promise.reject(new Error('no descriptor')) }
  const figures = /** @type {any} */ ({ contentType: 'text/x', text: async () => 'é\n' })
  const server = exporterServer(new Scrapes(looker, figures))
  assert.equal(server.maxConnections, 100)
  const url = await serve(t, server)
  const scrape = await fetch(`${url}/metrics`)
  assert.deepEqual(
    [scrape.headers.get('content-type'), scrape.headers.get('content-length')],
    ['text/x', '3'],
  )
  assert.equal(await scrape.text(), 'é\n')
  const health = await fetch(`${url}/healthz`)
  assert.deepEqual([health.status, await health.text()], [503, 'no descriptor\n'])
})
