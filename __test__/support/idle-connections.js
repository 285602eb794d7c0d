'use strict'

const assert = require('node:assert/strict')
const net = require('node:net')

const { until } = require('./helpers')

/**
 * Makes connections that send nothing, and waits until the server has closed the surplus.
 * @param {import('node:test').TestContext} t
 * @param {string} url of the server
 * @param {{ made: number, kept: number }} numbers
 * @returns {Promise<() => void>} ends the connections that the server has kept
 */
async function idleConnections(t, url, { made, kept }) {
  const { hostname, port } = new URL(url)
  let closed = 0
  const all = Array.from({ length: made }, () =>
    net
      .connect(Number(port), hostname)
      .on('error', () => {})
      .on('close', () => closed++)
      .resume(),
  )
  const end = () => all.forEach((one) => one.destroy())
  t.after(end)
  await until(() => closed >= made - kept, 'the server has closed the surplus')
  // Without a limit the server closes all of them together, after a minute.
  assert.equal(closed, made - kept)
  return end
}

module.exports = { idleConnections }
