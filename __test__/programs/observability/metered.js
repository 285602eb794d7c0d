'use strict'

// Serves its figures to Prometheus, and says where when it has reaped a zombie.

const { once } = require('node:events')
const { createServer } = require('node:http')
const { register } = require('prom-client')

const { installSubreaper, makeZombie, startReaper } = require('../../..')
const { prometheus } = require('../../../metrics')

prometheus(register)

const server = createServer(async (_, response) => {
  response.setHeader('Content-Type', register.contentType)
  response.end(await register.metrics())
})

server.listen(0, '127.0.0.1', async () => {
  installSubreaper()
  makeZombie({ orphan: true })
  await once(startReaper(), 'reap')
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())
  console.log(`listening on http://127.0.0.1:${port}/metrics`)
})
