'use strict'

// An Express server that ends gracefully. As PID 1 of a container it gets an init above itself, so
// orphans are reaped, and a second SIGTERM ends the server at once.
//
//   node examples/recipes/express.js

require('../../init') // first: the code before this line runs twice

const { execFile } = require('node:child_process')

const express = require('express')

const app = express()
app.get('/orphan', (_request, response) => {
  execFile('/bin/sh', ['-c', 'true & exit 3'], (error) => response.send(`${error?.code}\n`))
})
// An open request: the answer grows as the body arrives.
app.post('/echo', (request, response) => void request.pipe(response))

const server = app.listen(Number(process.env.PORT ?? 8080), () => {
  console.log(JSON.stringify(server.address()))
})

// Refuses new connections, answers the open requests, and then nothing keeps the process alive.
process.once('SIGTERM', () => server.close())
