'use strict'

const assert = require('node:assert/strict')
const { spawn } = require('node:child_process')
const { once } = require('node:events')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')

const { installSubreaper } = require('../..')
const { demoIn, press, readHello, startLab } = require('../support/lab')
const {
  root,
  skipWithoutNamespace,
  temporaryFolder,
  until,
  untilNothingIsLeft,
} = require('../support/helpers')
const { descendantsOf } = require('../support/process-table')

// This process adopts the processes that a lab leaves behind.
installSubreaper()

// Without unshare the lab is a subreaper. Its programs need cat.
const withoutUnshare = { PATH: temporaryFolder() }
fs.symlinkSync('/bin/cat', path.join(withoutUnshare.PATH, 'cat'))

const PLACES = /** @type {const} */ ([
  ['in a namespace', {}, ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGKILL'], skipWithoutNamespace],
  ['as a subreaper', withoutUnshare, ['SIGTERM', 'SIGKILL'], false],
])

for (const [place, change, signals, skip] of PLACES) {
  for (const signal of signals) {
    test(`a lab that gets ${signal} ends with everything in it, ${place}`, { skip }, async (t) => {
      const folder = temporaryFolder()
      const env = { ...change, TMPDIR: folder }
      const { child, address } = await startLab((end) => t.after(end), { env })
      assert.equal((await press(address, 'make')).status, 200)
      child.kill(signal)
      const [code] = await once(child, 'exit')
      assert.equal(code, signal === 'SIGKILL' ? null : 0)
      await untilNothingIsLeft()
      await until(() => fs.readdirSync(folder).length === 0, 'its files are gone')
    })
  }

  test(`a lab whose server is killed ends, ${place}`, { skip }, async (t) => {
    const { child, address, pid } = await startLab((end) => t.after(end), { env: change })
    assert.equal((await press(address, 'make')).status, 200)
    const server = descendantsOf(pid).find(({ name }) => name === 'zombie-lab')
    process.kill(Number(server?.pid), 'SIGKILL')
    assert.notDeepEqual(await once(child, 'exit'), [0, null])
    await untilNothingIsLeft()
  })
}

test('as a subreaper the lab adopts and reaps as PID 1 does', async (t) => {
  const { address } = await startLab((end) => t.after(end), { env: withoutUnshare })
  const { parent, zombie } = (await press(address, 'make')).answer.steps.at(-1).values
  const { init, lab, tree } = (await readHello(address)).state
  assert.equal(init, false)
  const { pid, start } = tree.find((/** @type {any} */ one) => one.pid === parent)
  const killed = await press(address, 'kill-parent', { pid, start })
  assert.deepEqual(
    killed.answer.steps.find((/** @type {any} */ step) => step.key === 'adoptedBySubreaper'),
    { source: 'prctl(2)', key: 'adoptedBySubreaper', values: { zombie, lab } },
  )
  const reaped = await press(address, 'reap')
  assert.deepEqual(reaped.answer.steps.at(-1).values, { pid: zombie, code: 42 })
})

test('the port can be chosen, and one that is taken is named', async (t) => {
  const { address } = await startLab((end) => t.after(end))
  const { port } = new URL(address)
  const second = spawn(process.execPath, [demoIn(root), '--page', '--port', port], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let errors = ''
  second.stderr.setEncoding('utf8').on('data', (text) => (errors += text))
  assert.deepEqual(await once(second, 'close'), [1, null])
  assert.match(errors, new RegExp(`EADDRINUSE.*:${port}`))
})
