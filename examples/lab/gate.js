'use strict'

// Who may talk to the lab. The lab ends processes, and every page in the browser of the user can
// send requests to 127.0.0.1.

const { createHash, timingSafeEqual } = require('node:crypto')

const MAX_BODY = 1024

/** An answer to a request that is refused. */
class HttpError extends Error {
  /**
   * @param {number} status
   * @param {string} message
   */
  constructor(status, message) {
    super(message)
    this.status = status
  }
}

/** @param {string} text */
function digest(text) {
  return createHash('sha256').update(text).digest()
}

/**
 * Makes the check that every request must pass first.
 * @param {number} port
 * @param {string} token
 */
function makeGate(port, token) {
  const hosts = new Set([`127.0.0.1:${port}`, `localhost:${port}`])
  const origins = new Set([...hosts].map((host) => `http://${host}`))
  const expected = digest(token)

  /**
   * @param {import('node:http').IncomingMessage} request
   * @returns {string} the path behind the token
   */
  return function enter({ method, url = '', headers }) {
    // A foreign name that resolves to 127.0.0.1 makes a page of that name same-origin (DNS
    // rebinding).
    if (!hosts.has(headers.host ?? '')) throw new HttpError(403, 'wrong Host')
    // Browsers always send Origin with POST.
    if ((method === 'POST' || headers.origin !== undefined) && !origins.has(headers.origin ?? ''))
      throw new HttpError(403, 'wrong Origin')
    const [, given, ...rest] = url.split('?', 1)[0].split('/')
    // The time of a comparison must not tell how much of a guess is right. Hashes also have equal
    // lengths, which timingSafeEqual() needs.
    if (!timingSafeEqual(digest(given ?? ''), expected)) throw new HttpError(403, 'wrong token')
    return rest.join('/')
  }
}

/**
 * @param {import('node:http').IncomingMessage} request
 * @returns {Promise<Record<string, unknown>>}
 */
async function readBody(request) {
  // A form of another site cannot send this type.
  if (request.headers['content-type'] !== 'application/json')
    throw new HttpError(415, 'expected application/json')
  let text = ''
  // The end of the loop must not close the connection: the answer still has to be sent.
  const chunks = request.setEncoding('utf8').iterator({ destroyOnReturn: false })
  for await (const chunk of chunks) {
    text += chunk
    if (text.length > MAX_BODY) throw new HttpError(413, `expected at most ${MAX_BODY} bytes`)
  }
  try {
    const body = JSON.parse(text)
    if (typeof body === 'object' && body !== null) return body
  } catch {}
  throw new HttpError(400, 'expected a JSON object')
}

module.exports = { HttpError, makeGate, readBody }
