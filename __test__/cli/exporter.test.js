'use strict'

const assert = require('node:assert/strict')
const { spawn } = require('node:child_process')
const { once } = require('node:events')
const net = require('node:net')
const { test } = require('node:test')

const { command, runCommand } = require('../support/cli')
const { startExporter } = require('../support/exporter')
const { skipWithoutRoot } = require('../support/helpers')

for (const signal of /** @type {const} */ (['SIGTERM', 'SIGINT'])) {
  test(`${signal} ends it with exit code 0, even with a connection open`, async (t) => {
    const { child, ended, lines, url } = await startExporter(t)
    assert.match(
      /** @type {string} */ (lines.at(-1)),
      /^listening on http:\/\/127\.0\.0\.1:\d+\/metrics$/,
    )
    // The default, where this machine has no control groups.
    for (const line of lines)
      assert.doesNotMatch(line, /^no control groups at (?!\/sys\/fs\/cgroup:)/)
    const connection = net.connect(Number(new URL(url).port), '127.0.0.1')
    await once(connection, 'connect')
    connection.on('error', () => {})
    child.kill(signal)
    assert.deepEqual(await ended, [0, null])
    connection.destroy()
  })
}

test('--json prints JSON', async (t) => {
  const { lines, url } = await startExporter(t, ['--json', '--cgroup-root', '/nonexistent'])
  const printed = lines.map((line) => JSON.parse(line))
  assert.deepEqual(printed.at(-1), { listening: url })
  const note = 'no control groups at /nonexistent: PIDs and limits of containers are missing'
  assert.deepEqual(printed.at(-2), { note })
})

test('a port that needs a capability says so', { skip: skipWithoutRoot }, () => {
  // A new network namespace has the kernel's default: the ports below 1024 are privileged (ip(7)).
  const under = ['unshare', '--net', 'setpriv', '--bounding-set=-net_bind_service']
  const { status, stderr } = runCommand(['exporter', '--listen', ':80'], { under })
  assert.equal(status, 1)
  assert.equal(
    stderr,
    'zombie-reaper: :80 needs the capability CAP_NET_BIND_SERVICE. Choose a port from 1024 on\n',
  )
})

test('a reader that closes the pipe early is no error', async () => {
  const child = spawn(process.execPath, [command, 'exporter', '--listen', '127.0.0.1:0'])
  child.stdout.destroy()
  assert.deepEqual(await once(child, 'close'), [0, null])
})
