'use strict'

// The HTTP of the lab. The address of the page is http://127.0.0.1:PORT/TOKEN/, and every path lies
// below it:
//
//   GET  files of the page
//   GET  events          what happens, as server-sent events
//   POST actions/NAME    does what the button says

const { once } = require('node:events')
const fs = require('node:fs')
const http = require('node:http')
const path = require('node:path')

const { HttpError, makeGate, readBody } = require('./gate')
const { Refusal } = require('./refusal')

// Twenty pages with six connections each do not all load at the same time. Each connection takes a
// descriptor, and the lab needs some to look at /proc.
const MAX_CONNECTIONS = 100

const HEADERS = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  // The address has the token.
  'referrer-policy': 'no-referrer',
  // Chromium would look up the names of the hosts that the page links to.
  'x-dns-prefetch-control': 'off',
  'cache-control': 'no-store',
}

/** @type {Record<string, string>} */
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
}

/** @returns {Map<string, string>} the file of each path */
function findFiles() {
  const page = path.join(__dirname, 'page')
  const names = fs.readdirSync(page).filter((name) => path.extname(name) in TYPES)
  const files = new Map(names.map((name) => [name, path.join(page, name)]))
  files.set('', path.join(page, 'index.html'))
  for (const name of ['uPlot.esm.js', 'uPlot.min.css']) {
    try {
      files.set(`uplot/${name}`, require.resolve(`uplot/dist/${name}`))
    } catch {
      // The page goes on without the chart.
    }
  }
  return files
}

/**
 * @param {{
 *   port: number,
 *   token: string,
 *   lab: InstanceType<typeof import('./lab').Lab>,
 *   actions: Record<string, import('./actions').Action>,
 * }} input
 * @returns {Promise<string>} the address of the page, once the server listens
 */
async function serve({ port, token, lab, actions }) {
  const files = findFiles()
  const server = http.createServer()
  server.maxConnections = MAX_CONNECTIONS
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const address = /** @type {import('node:net').AddressInfo} */ (server.address())
  const enter = makeGate(address.port, token)

  /**
   * @param {http.IncomingMessage} request
   * @param {http.ServerResponse} response
   */
  async function answer(request, response) {
    const name = enter(request)
    if (request.method === 'POST') {
      const action = name.startsWith('actions/') ? name.slice('actions/'.length) : ''
      if (!Object.hasOwn(actions, action)) throw new HttpError(404, 'no such action')
      const entry = await lab.run(action, actions[action], await readBody(request))
      sendJson(response, 200, entry)
      return
    }
    if (request.method !== 'GET') throw new HttpError(405, 'expected GET or POST')
    const file = files.get(name)
    if (name === 'events') lab.join(response)
    else if (file === undefined) throw new HttpError(404, 'no such file')
    else {
      response.setHeader('content-type', TYPES[path.extname(file)])
      response.end(await fs.promises.readFile(file))
    }
  }

  server.on('request', async (request, response) => {
    for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value)
    try {
      await answer(request, response)
    } catch (error) {
      refuse(response, error)
    }
  })
  return `http://127.0.0.1:${address.port}/${token}/`
}

/**
 * @param {http.ServerResponse} response
 * @param {unknown} error
 */
function refuse(response, error) {
  if (error instanceof Refusal) {
    sendJson(response, 409, { code: error.code, ...error.values })
  } else if (error instanceof HttpError) {
    // The rest of a body that is too long is not read.
    response.setHeader('connection', 'close')
    sendJson(response, error.status, { code: 'REQUEST', message: error.message })
  } else {
    sendJson(response, 500, { code: 'FAILED', message: /** @type {Error} */ (error).message })
  }
}

/**
 * @param {http.ServerResponse} response
 * @param {number} status
 * @param {unknown} body
 */
function sendJson(response, status, body) {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(body))
}

module.exports = { serve }
