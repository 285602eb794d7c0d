'use strict'

const { once } = require('node:events')
const { connect, createServer } = require('node:net')

/**
 * Opens `count` connected TCP sockets on the event loop of this process: both ends of half as many
 * connections. Node has already raised its limit of open files (PlatformInit in node.cc).
 * @param {number} count
 */
async function openSockets(count) {
  if (count === 0) return
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())
  for (let open = 0; open < count; open += 2) {
    await Promise.all([once(server, 'connection'), once(connect(port, '127.0.0.1'), 'connect')])
  }
}

module.exports = { openSockets }
