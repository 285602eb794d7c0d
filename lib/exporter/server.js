'use strict'

const { createServer } = require('node:http')

/** @typedef {InstanceType<typeof import('./scrapes').Scrapes>} Scrapes */
/** @typedef {import('node:http').ServerResponse} Response */

const TEXT = 'text/plain; charset=utf-8'

const ABOUT = `zombie-reaper exporter: zombies and PIDs of every container

/metrics  for Prometheus
/healthz  503 when the last look at the machine failed, or hangs
`

/** @type {Record<string, (response: Response, scrapes: Scrapes) => void | Promise<void>>} */
const PATHS = {
  '/': (response) => answer(response, 200, ABOUT),
  '/healthz': (response, { error }) =>
    error === null ? answer(response, 200, 'ok\n') : answer(response, 503, `${error}\n`),
  '/metrics': async (response, scrapes) => {
    const { text } = await scrapes.take()
    answer(response, 200, text, { 'Content-Type': scrapes.contentType })
  },
}

// Each takes a descriptor, which a look needs, and memory. Prometheus uses one or two.
const MAX_CONNECTIONS = 100

/**
 * Node's own limits protect the server: 16 KiB of headers, 60 s until they are complete, 300 s for a
 * request (http.createServer()).
 * @param {Scrapes} scrapes
 */
function exporterServer(scrapes) {
  const server = createServer(({ method = '', url = '' }, response) => {
    const [pathname] = url.split('?')
    if (!Object.hasOwn(PATHS, pathname)) return answer(response, 404, 'There is no such page.\n')
    if (method !== 'GET' && method !== 'HEAD')
      return answer(response, 405, 'Use GET.\n', { Allow: 'GET, HEAD' })
    return PATHS[pathname](response, scrapes)
  })
  server.maxConnections = MAX_CONNECTIONS
  return server
}

/**
 * @param {Response} response
 * @param {number} status
 * @param {string} text
 * @param {Record<string, string>} [headers]
 */
function answer(response, status, text, headers = {}) {
  const length = String(Buffer.byteLength(text))
  response.writeHead(status, { 'Content-Type': TEXT, 'Content-Length': length, ...headers })
  response.end(text)
}

module.exports = { exporterServer }
