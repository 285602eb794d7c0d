'use strict'

const assert = require('node:assert/strict')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')

const { command } = require('../support/cli')
const { nodeName, root, temporaryFolder } = require('../support/helpers')
const { runAndLook } = require('../support/left-behind')

const server = path.join(root, 'examples/recipes/mcp-server.js')
// The shell waits for the server, and leaves it behind when a signal ends the shell.
const shell = ['sh', '-c', `"${process.execPath}" "${server}"; :`]
const answer = [{ type: 'text', text: 'hello' }]

/** Installs the server as a command for npx, and returns the arguments that start it there. */
function npx() {
  const folder = temporaryFolder()
  const bin = path.join(folder, 'node_modules/.bin')
  fs.mkdirSync(bin, { recursive: true })
  fs.writeFileSync(path.join(folder, 'package.json'), '{}')
  const script = `#!${process.execPath}\nrequire(${JSON.stringify(server)})\n`
  fs.writeFileSync(path.join(bin, 'greeter'), script, { mode: 0o755 })
  return ['npx', '--prefix', folder, '--offline', '--no', 'greeter']
}

test('after a session nothing is left of a server that npx has started', () => {
  const { status, stdout, left } = runAndLook(['mcp.js', ...npx()])
  assert.equal(status, 0)
  assert.deepEqual(JSON.parse(stdout), { answer, closed: true })
  assert.deepEqual(left, [])
})

test('nothing is left when the wrapper of the server is killed, and the client is told', () => {
  const { status, stdout, left } = runAndLook(['mcp.js', '--kill-wrapper', ...shell])
  assert.equal(status, 0)
  assert.deepEqual(JSON.parse(stdout), { answer, closed: true })
  assert.deepEqual(left, [])
})

const killClient = ['mcp.js', '--kill-client', ...shell]

test('a client that is killed leaves its server behind', () => {
  assert.deepEqual(runAndLook(killClient).left.toSorted(), [nodeName, 'sh'].toSorted())
})

test('under `zombie-reaper run`, a client that is killed leaves nothing behind', () => {
  const under = [process.execPath, command, 'run', '--']
  const { status, left } = runAndLook(killClient, { under })
  assert.deepEqual([status, left], [137, []])
})
