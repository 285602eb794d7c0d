'use strict'

const { spawn } = require('node:child_process')
const { once } = require('node:events')
const fs = require('node:fs')
const http = require('node:http')
const path = require('node:path')

const { root, temporaryFolder, until } = require('./helpers')
const { descendantsOf } = require('./process-table')

/** @param {string} folder of the package */
function demoIn(folder) {
  return path.join(folder, 'examples/article/demo.js')
}

/**
 * Starts the lab as a user does, and ends it with the test.
 * @param {(end: () => Promise<unknown>) => void} after registers what is done when the test is over
 * @param {{ command?: string[], env?: NodeJS.ProcessEnv }} [options] `command`: the program, and
 *   its arguments before `--page`
 */
async function startLab(after, { command = [demoIn(root)], env = {} } = {}) {
  const child = spawn(process.execPath, [...command, '--page'], {
    // A lab that is killed together with its server leaves a folder.
    env: { ...process.env, TMPDIR: temporaryFolder(), ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text) => (output += text))
  after(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGTERM')
    await once(child, 'exit')
  })
  const address = await until(
    () => /http:\/\/127\.0\.0\.1:\d+\/\w+\/(?=\n)/.exec(output)?.[0],
    'the lab prints its address',
  )
  return { child, address, pid: Number(child.pid) }
}

/**
 * Reads the processes of a lab from outside of its PID namespace.
 * @param {number} pid of the lab
 * @returns {Map<number, { pid: number, state: string, parent: number, name: string }>} by the PID
 *   inside, which `parent` is too; `pid` is the PID outside
 */
function processesOf(pid) {
  const table = descendantsOf(pid)
  const inside = new Map(table.map((one) => [one.pid, pidInside(one.pid)]))
  return new Map(
    table.map((one) => [
      inside.get(one.pid) ?? 0,
      { pid: one.pid, state: one.state, parent: inside.get(one.ppid) ?? 0, name: one.name },
    ]),
  )
}

/** @param {number} pid */
function pidInside(pid) {
  try {
    const status = fs.readFileSync(`/proc/${pid}/status`, 'utf8')
    return Number(/^NSpid:.*\t(\d+)$/m.exec(status)?.[1])
  } catch {
    return 0
  }
}

/**
 * Sends one request, with any headers.
 * @param {string} address
 * @param {{ method?: string, headers?: http.OutgoingHttpHeaders, body?: string, path?: string }} [options]
 */
async function request(address, { method = 'GET', headers = {}, body, path: given } = {}) {
  const { hostname, port, pathname } = new URL(address)
  const sent = http.request({ hostname, port, path: given ?? pathname, method, headers })
  sent.end(body)
  const [response] = await once(sent, 'response')
  let text = ''
  for await (const chunk of response.setEncoding('utf8')) text += chunk
  return { status: response.statusCode, headers: response.headers, text }
}

/**
 * Presses a button without the page.
 * @param {string} address
 * @param {string} action
 * @param {unknown} [body]
 */
async function press(address, action, body = {}) {
  const { status, text } = await request(`${address}actions/${action}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: new URL(address).origin },
    body: JSON.stringify(body),
  })
  return { status, answer: JSON.parse(text) }
}

/**
 * Reads the first event, which has all that a page needs.
 * @param {string} address
 */
async function readHello(address) {
  const response = await fetch(`${address}events`)
  const reader = /** @type {ReadableStream} */ (response.body)
    .pipeThrough(new TextDecoderStream())
    .getReader()
  let text = ''
  while (!/^data: .*\n\n/m.test(text)) text += (await reader.read()).value
  await reader.cancel()
  return JSON.parse(/^data: (.*)$/m.exec(text)?.[1] ?? '')
}

module.exports = { demoIn, press, processesOf, readHello, request, startLab }
