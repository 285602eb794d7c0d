'use strict'

const { once } = require('node:events')
const { isIPv6 } = require('node:net')

const MAX_PORT = 65_535

/** @typedef {{ host: string | undefined, port: number }} Address host: undefined for all addresses */

/**
 * @param {string} text such as 127.0.0.1:9841, [::1]:9841, :9841
 * @returns {Address | null} null when the text is no address
 */
function parseAddress(text) {
  const { version6, name, port } =
    /^(?:\[(?<version6>[^\]]+)\]|(?<name>[^:[\]\s]*)):(?<port>\d{1,5})$/.exec(text)?.groups ?? {}
  if (port === undefined || Number(port) > MAX_PORT) return null
  if (version6 !== undefined && !isIPv6(version6)) return null
  return { host: version6 ?? (name || undefined), port: Number(port) }
}

const unknownHost = (/** @type {string} */ address) =>
  `${address} names a host that is not known here`

/** @type {Record<string, (address: string) => string>} */
const REASONS = {
  EADDRINUSE: (address) =>
    `${address} is in use by another program. Choose another port with --listen`,
  EADDRNOTAVAIL: (address) => `${address} is no address of this machine`,
  EACCES: (address) =>
    `${address} needs the capability CAP_NET_BIND_SERVICE. Choose a port from 1024 on`,
  ENOTFOUND: unknownHost,
  EAI_AGAIN: unknownHost,
}

/**
 * @param {import('node:http').Server} server
 * @param {Address} address
 * @returns {Promise<string>} the URL of the server, with the port that the kernel chose for port 0
 * @throws with a message that says what to do
 */
async function listen(server, address) {
  server.listen(address)
  try {
    await once(server, 'listening')
  } catch (error) {
    const { code = '', message } = /** @type {NodeJS.ErrnoException} */ (error)
    throw new Error(REASONS[code]?.(textOf(address)) ?? message, { cause: error })
  }
  const { address: host, port } = /** @type {import('node:net').AddressInfo} */ (server.address())
  return `http://${textOf({ host, port })}`
}

/** @param {Address} address */
function textOf({ host = '', port }) {
  return `${isIPv6(host) ? `[${host}]` : host}:${port}`
}

module.exports = { listen, parseAddress }
