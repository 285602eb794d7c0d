'use strict'

// Server-sent events: https://html.spec.whatwg.org/multipage/server-sent-events.html

const { Refusal } = require('./refusal')

const MAX_PAGES = 20
// In bytes. A page that does not read is cut off, and connects again when it reads.
const MAX_UNREAD = 2 ** 20

/** The pages that listen. */
class Events {
  /** @type {Set<import('node:http').ServerResponse>} */
  #pages = new Set()

  /**
   * @param {import('node:http').ServerResponse} response
   * @param {unknown} greeting
   */
  add(response, greeting) {
    if (this.#pages.size >= MAX_PAGES) throw new Refusal('TOO_MANY_PAGES', { limit: MAX_PAGES })
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.write(`retry: 1000\n${format('hello', greeting)}`)
    this.#pages.add(response)
    response.on('close', () => this.#pages.delete(response))
  }

  /**
   * @param {string} name
   * @param {unknown} data
   */
  send(name, data) {
    const text = format(name, data)
    for (const page of this.#pages) {
      if (page.writableLength > MAX_UNREAD) page.destroy()
      else page.write(text)
    }
  }
}

/**
 * @param {string} name
 * @param {unknown} data
 */
function format(name, data) {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`
}

module.exports = { Events }
