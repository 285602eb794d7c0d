'use strict'

// A Fastify server that ends gracefully. As PID 1 of a container it gets an init above itself, so
// orphans are reaped, and a second SIGTERM ends the server at once.
//
//   node examples/recipes/fastify.js

require('../../init') // first: the code before this line runs twice

const { execFile } = require('node:child_process')

const { fastify } = require('fastify')

const app = fastify()
app.get('/orphan', (_request, reply) => {
  execFile('/bin/sh', ['-c', 'true & exit 3'], (error) => reply.send(`${error?.code}\n`))
})
// An open request: the answer grows as the body arrives.
app.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
app.post('/echo', (request, reply) => reply.send(request.body))

async function main() {
  await app.listen({ port: Number(process.env.PORT ?? 8080) })
  console.log(JSON.stringify(app.server.address()))
}

// Refuses new connections, answers the open requests, and runs the hooks of onClose.
process.once('SIGTERM', () => app.close())

void main()
