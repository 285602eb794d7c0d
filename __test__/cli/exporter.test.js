'use strict'

const assert = require('node:assert/strict')
const { spawn } = require('node:child_process')
const { once } = require('node:events')
const fs = require('node:fs')
const net = require('node:net')
const path = require('node:path')
const { test } = require('node:test')

const { parseAddress } = require('../../lib/exporter/address')
const { command, runCommand } = require('../support/cli')
const { startExporter } = require('../support/exporter')
const {
  IN_NAMESPACE,
  copyPackage,
  root,
  runNode,
  skipWithoutNamespace,
  skipWithoutRoot,
} = require('../support/helpers')

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

for (const signal of /** @type {const} */ (['SIGTERM', 'SIGINT'])) {
  test(`${signal} ends it with exit code 0, even with a connection open`, async (t) => {
    const { child, ended, lines, url } = await startExporter(t)
    assert.match(
      /** @type {string} */ (lines.at(-1)),
      /^listening on http:\/\/127\.0\.0\.1:\d+\/metrics$/,
    )
    const connection = net.connect(Number(new URL(url).port), '127.0.0.1')
    await once(connection, 'connect')
    connection.on('error', () => {})
    child.kill(signal)
    assert.deepEqual(await ended, [0, null])
    connection.destroy()
  })
}

test('--json prints JSON', async (t) => {
  const { lines, url } = await startExporter(t, ['--json'])
  const printed = lines.map((line) => JSON.parse(line))
  assert.deepEqual(printed.at(-1), { listening: url })
})

test('a wrong address is a mistake on the command line', () => {
  const { status, stdout, stderr } = runCommand(['exporter', '--listen', '9841\x1b[2J'])
  assert.deepEqual([status, stdout], [64, ''])
  assert.match(
    stderr,
    /--listen: expected an address such as 127\.0\.0\.1:9841, got "9841\\u001b\[2J"/,
  )
})

test('for a port alone it says how to write the port', () => {
  const { status, stderr } = runCommand(['exporter', '--listen', '19843'])
  assert.equal(status, 64)
  assert.match(stderr, /got "19843"\. For a port on every address, write ":19843"\n/)
})

test('an address that is not free says so', async (t) => {
  const { url } = await startExporter(t)
  const address = new URL(url).host
  for (const [where, expected] of [
    [address, `${address} is in use by another program. Choose another port with --listen`],
    // TEST-NET-1 of RFC 5737.
    ['192.0.2.1:9841', '192.0.2.1:9841 is no address of this machine'],
    // A name that no resolver asks a server for.
    ['a..b:9841', 'a..b:9841 names a host that is not known here'],
  ]) {
    const { status, stdout, stderr } = runCommand(['exporter', '--listen', where])
    assert.deepEqual([status, stdout, stderr], [1, '', `zombie-reaper: ${expected}\n`])
  }
})

test('a port that needs a capability says so', { skip: skipWithoutRoot }, () => {
  // A new network namespace has the kernel's default: the ports below 1024 are privileged (ip(7)).
  const under = ['unshare', '--net', 'setpriv', '--bounding-set=-net_bind_service']
  const { status, stderr } = runCommand(['exporter', '--listen', ':80'], { under })
  assert.equal(status, 1)
  assert.match(
    stderr,
    /:80 needs the capability CAP_NET_BIND_SERVICE. Choose a port from 1024 on\n$/,
  )
})

test('without prom-client it says what to install', () => {
  const file = path.join(copyPackage(), 'bin/zombie-reaper.js')
  assert.deepEqual(runCommand(['exporter', '--listen', '127.0.0.1:0'], { file }), {
    status: 1,
    signal: null,
    stdout: '',
    stderr: 'zombie-reaper: the exporter needs prom-client. Run: npm install prom-client\n',
  })
})

test(
  "in a container without the host's PIDs it says which option is missing",
  { skip: skipWithoutNamespace },
  async () => {
    const code = `const { start } = require(${JSON.stringify(path.join(root, 'lib/exporter/start'))})
      start('/sys/fs/cgroup').then(({ notes }) => console.log(JSON.stringify(notes)))`
    assert.ok(
      (await runNode(['-e', code], { under: IN_NAMESPACE })).includes(
        'only the processes of this PID namespace are seen. In Docker, use --pid=host. In Kubernetes, set hostPID: true',
      ),
    )
  },
)

test('without the native part it works, and says what that costs', async () => {
  const copy = copyPackage()
  for (const file of fs.readdirSync(copy))
    if (file.endsWith('.node')) fs.rmSync(path.join(copy, file))
  const modules = path.join(copy, 'node_modules')
  fs.mkdirSync(modules)
  fs.symlinkSync(path.join(root, 'node_modules/prom-client'), path.join(modules, 'prom-client'))
  const args = [path.join(copy, 'bin/zombie-reaper.js'), 'exporter', '--listen', '127.0.0.1:0']
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  let output = ''
  child.stdout.on('data', (text) => {
    output += text
    if (output.includes('listening')) child.kill('SIGTERM')
  })
  assert.deepEqual(await once(child, 'close'), [0, null])
  assert.match(output, /^looks take longer: /m)
})

test('a reader that closes the pipe early is no error', async () => {
  const child = spawn(process.execPath, [command, 'exporter', '--listen', '127.0.0.1:0'])
  child.stdout.destroy()
  assert.deepEqual(await once(child, 'close'), [0, null])
})
