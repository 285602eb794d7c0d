'use strict'

// The article's server, for PID 1 of a container:
//
//   /make_zombie  starts a program that leaves a zombie behind, and answers { parent, zombie }
//   /kill_zombie  reaps, and answers the reaped processes
//   /ps           answers the process table

const { fork } = require('node:child_process')
const { once } = require('node:events')
const http = require('node:http')
const path = require('node:path')
const { setTimeout: delay } = require('node:timers/promises')

const { installSubreaper, reap } = require('../..')
const { printable } = require('../printable')
const { processTable } = require('../process-table')

/** @type {Record<string, () => unknown>} */
const routes = {
  '/make_zombie': makeZombie,
  '/kill_zombie': killZombie,
  '/ps': processTable,
}

async function makeZombie() {
  const program = fork(path.join(__dirname, 'zombie-parent.js'))
  const [answer] = await Promise.race([once(program, 'message'), endOf(program)])
  return answer
}

/**
 * On a busy machine a thread of Node may be about to run. Then reap() leaves a zombie for a later
 * call, because it cannot know what the thread waits for.
 */
async function killZombie() {
  for (let tries = 1; ; tries++) {
    const reaped = reap()
    const isLeft = processTable().some(({ ppid, state }) => ppid === process.pid && state === 'Z')
    if (reaped.length > 0 || !isLeft || tries === 50) return reaped
    await delay(10)
  }
}

/**
 * @param {import('node:child_process').ChildProcess} program
 * @returns {Promise<never>}
 */
async function endOf(program) {
  const [code, signal] = await once(program, 'exit')
  throw Object.assign(
    new Error(`expected zombie-parent.js to make a zombie, got its end (${signal ?? code})`),
    { code: 'ERR_NO_ZOMBIE' },
  )
}

/**
 * @param {string} url
 * @returns {Promise<{ status: number, body: unknown }>}
 */
async function answerTo(url) {
  const route = routes[url]
  if (route === undefined) {
    const message = `expected one of the routes, got ${url}`
    return { status: 404, body: { message, routes: Object.keys(routes) } }
  }
  try {
    return { status: 200, body: await route() }
  } catch (error) {
    const { code, message } = /** @type {NodeJS.ErrnoException} */ (error)
    return { status: 500, body: { code, message } }
  }
}

/**
 * @param {number} port 0 for any free port
 * @returns {Promise<string>} the server's URL, once it listens
 */
async function start(port) {
  // The name in the process table.
  process.title = 'server'
  // The kernel reparents orphans to PID 1, or to a subreaper on the way there.
  if (process.pid !== 1) installSubreaper()
  const server = http.createServer(async (request, response) => {
    const { status, body } = await answerTo(String(request.url))
    response.writeHead(status, { 'content-type': 'application/json' })
    // The answer must be safe for a terminal, where curl prints it.
    response.end(printable(JSON.stringify(body)))
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const address = /** @type {import('node:net').AddressInfo} */ (server.address())
  return `http://127.0.0.1:${address.port}`
}

async function main() {
  // The kernel drops every signal that PID 1 does not handle: Ctrl-C would do nothing.
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit())
  const port = process.argv[2] ?? process.env.PORT ?? '0'
  if (!/^\d+$/.test(port) || Number(port) > 65_535) {
    console.error(`expected a port, 0 to 65535, got "${printable(port)}"`)
    process.exit(1)
  }
  const url = await start(Number(port))
  console.log(`listening on ${url}`)
}

if (require.main === module) main()

module.exports = { start }
