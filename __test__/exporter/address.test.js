'use strict'

const assert = require('node:assert/strict')
const { once } = require('node:events')
const http = require('node:http')
const os = require('node:os')
const { test } = require('node:test')

const { listen, parseAddress } = require('../../lib/exporter/address')
const { until } = require('../support/helpers')

// A container often has no IPv6.
const hasIPv6 = (os.networkInterfaces().lo ?? []).some(({ address }) => address === '::1')

test('an address has the forms that Prometheus uses', () => {
  for (const [text, expected] of /** @type {const} */ ([
    ['127.0.0.1:9841', { host: '127.0.0.1', port: 9841 }],
    ['0.0.0.0:9841', { host: '0.0.0.0', port: 9841 }],
    ['[::1]:9841', { host: '::1', port: 9841 }],
    [':9841', { host: undefined, port: 9841 }],
    ['localhost:0', { host: 'localhost', port: 0 }],
    ['node-7.example:65535', { host: 'node-7.example', port: 65_535 }],
    ['9841', null],
    ['127.0.0.1', null],
    ['127.0.0.1:', null],
    ['127.0.0.1:65536', null],
    ['127.0.0.1:-1', null],
    ['127.0.0.1:9841/metrics', null],
    ['http://127.0.0.1:9841', null],
    ['::1:9841', null],
    ['[127.0.0.1]:9841', null],
    ['[nonsense]:9841', null],
    ['a b:9841', null],
    ['', null],
  ]))
    assert.deepEqual(parseAddress(text), expected, text)
})

test('the URL has the port that the kernel chose', async (t) => {
  for (const [host, expected] of /** @type {const} */ ([
    ['127.0.0.1', /^http:\/\/127\.0\.0\.1:(\d+)$/],
    ...(hasIPv6 ? /** @type {const} */ ([['::1', /^http:\/\/\[::1\]:(\d+)$/]]) : []),
    [undefined, /^http:\/\/(?:\[::\]|0\.0\.0\.0):(\d+)$/],
  ])) {
    const server = http.createServer()
    t.after(() => server.close())
    const [, port] = expected.exec(await listen(server, { host, port: 0 })) ?? []
    assert.ok(Number(port) > 0)
  }
})

test('an address that is not free says so', async (t) => {
  const other = http.createServer().listen(0, '127.0.0.1')
  t.after(() => other.close())
  await once(other, 'listening')
  const { port } = /** @type {import('node:net').AddressInfo} */ (other.address())
  for (const [address, message] of /** @type {const} */ ([
    [
      { host: '127.0.0.1', port },
      `127.0.0.1:${port} is in use by another program. Choose another port with --listen`,
    ],
    // TEST-NET-1 of RFC 5737, and its like of RFC 3849.
    [{ host: '192.0.2.1', port: 9841 }, '192.0.2.1:9841 is no address of this machine'],
    ...(hasIPv6
      ? /** @type {const} */ ([
          [{ host: '2001:db8::1', port: 9841 }, '[2001:db8::1]:9841 is no address of this machine'],
        ])
      : []),
    // A name that no resolver asks a server for.
    [{ host: 'a..b', port: 9841 }, 'a..b:9841 names a host that is not known here'],
  ]))
    await assert.rejects(listen(http.createServer(), address), { message })
})

test('any other error keeps its own message', async (t) => {
  const server = http.createServer()
  t.after(() => server.close())
  const failing = listen(server, { host: '127.0.0.1', port: 0 })
  const cause = Object.assign(new Error('too many open files'), { code: 'EMFILE' })
  server.emit('error', cause)
  await assert.rejects(failing, { message: 'too many open files', cause })
  // A close() before that might not end it.
  await until(() => server.listening, 'it listens all the same')
})
