'use strict'

// What the exporter says before it listens: what it needs, and what its figures will lack.

const assert = require('node:assert/strict')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')

const { initPath } = require('../..')
const { BROKEN, copyWithClient } = require('../support/copy-with-client')
const {
  IN_NAMESPACE,
  copyPackage,
  program,
  root,
  runNode,
  skipWithoutPidsCgroup: skip,
} = require('../support/helpers')

/**
 * Loads start() from a copy of the package.
 * @param {string} copy
 * @returns {typeof import('../../lib/exporter/start').start}
 */
function startOf(copy) {
  return require(path.join(copy, 'lib/exporter/start')).start
}

test('without prom-client it says what to install', async () => {
  await assert.rejects(startOf(copyPackage())('/nonexistent'), (/** @type {any} */ error) => {
    assert.equal(
      error.message,
      'the exporter needs the package prom-client, which is not installed. Run: npm install prom-client',
    )
    assert.equal(error.cause.code, 'MODULE_NOT_FOUND')
    return true
  })
})

test('a broken prom-client has its own error', async () => {
  for (const [code, message] of BROKEN) {
    const copy = copyWithClient(code)
    await assert.rejects(startOf(copy)('/nonexistent'), { message })
  }
})

test('where no process can be seen it says why, and starts no server', async () => {
  const code = `const { start } = require(${JSON.stringify(path.join(root, 'lib/exporter/start'))})
    start('/nonexistent').catch(({ message }) => console.log(JSON.stringify(message)))`
  const env = { ...process.env, OTHER_PLATFORM: 'darwin' }
  const flags = ['--require', program('api/other-platform.js')]
  assert.match(
    await runNode([...flags, '-e', code], { env }),
    /^this command works on Linux only, and this is darwin/,
  )
})

test('without the native part it works, and says what that costs', async () => {
  const client = require.resolve('prom-client')
  const copy = copyWithClient(`module.exports = require(${JSON.stringify(client)})`)
  for (const file of fs.readdirSync(copy))
    if (file.endsWith('.node')) fs.rmSync(path.join(copy, file))
  const { notes } = await startOf(copy)('/nonexistent')
  assert.match(
    /** @type {string} */ (notes.at(-1)),
    /^looks take longer: zombie-reaper cannot load its native part.*$/,
  )
})

test('in a container it says which figures will be missing, and what to do', { skip }, async () => {
  const hide = ['sh', '-c', 'mount -o remount,hidepid=2,gid=61234 /proc && exec "$@"', 'sh']
  // /proc then hides the processes that have this capability from other groups (proc(5), ptrace(2)).
  const less = ['setpriv', '--bounding-set=-sys_ptrace']
  const code = `const { start } = require(${JSON.stringify(path.join(root, 'lib/exporter/start'))})
    start('/nonexistent').then(({ notes }) => console.log(JSON.stringify(notes)))`
  const under = [...IN_NAMESPACE, ...hide, initPath, '--', ...less]
  assert.deepEqual(await runNode(['-e', code], { under }), [
    '/proc hides the processes of other users (hidepid): run the exporter as root',
    'only the processes of this PID namespace are seen. In Docker, use --pid=host. In Kubernetes, set hostPID: true',
    'no control groups at /nonexistent: PIDs and limits of containers are missing',
  ])
})
