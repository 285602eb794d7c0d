'use strict'

// What the messages of errors name: the wrong option, the two that exclude each other, the function.

const assert = require('node:assert/strict')
const { test } = require('node:test')
const { Worker } = require('node:worker_threads')

const { createJob, installSubreaper, makeZombie, reap, reapOrphans, startReaper } = require('../..')
const { root, runNode } = require('../support/helpers')

/** @type {[call: (options: any) => unknown, names: string[]][]} */
const OPTIONS = [
  [reap, ['max', 'exclude', 'names', 'steal']],
  [makeZombie, ['exitCode', 'signal', 'orphan']],
  [startReaper, ['quarantine', 'sweepInterval', 'subreaper', 'names']],
  [reapOrphans, ['timeout', 'settle', 'pids', 'quarantine']],
  [(options) => createJob().close(options), ['signal', 'killAfter', 'timeout']],
]

test('an option of a wrong type is named', async () => {
  for (const [call, names] of OPTIONS) {
    for (const name of names) {
      await assert.rejects(async () => call({ [name]: Symbol(name) }), {
        code: 'ERR_INVALID_ARG_TYPE',
        message: new RegExp(`^The "options.${name}" argument must be `),
      })
    }
  }
})

test('so is an argument that is no option', () => {
  const wrong = /** @type {any} */ ('yes')
  assert.throws(() => installSubreaper(wrong), { message: /^The "enable" argument / })
  assert.throws(() => createJob().add(wrong), { message: /^The "child" argument / })
})

test('so are two options that exclude each other', async () => {
  for (const [call, one, other] of /** @type {[() => unknown, string, string][]} */ ([
    [() => reap({ steal: true, exclude: [] }), 'steal', 'exclude'],
    [() => makeZombie({ exitCode: 0, signal: 'SIGTERM' }), 'exitCode', 'signal'],
    [() => reapOrphans({ pids: [], settle: 0 }), 'pids', 'settle'],
  ])) {
    await assert.rejects(async () => call(), {
      message: `Option "${one}" cannot be used in combination with option "${other}"`,
    })
  }
})

test('so is the function that was called in a Worker', async () => {
  const names = ['reap', 'reapOrphans', 'startReaper', 'createJob', 'orphans']
  const script = `
    const { parentPort, workerData } = require('node:worker_threads')
    const reaper = require(${JSON.stringify(root)})
    const call = (name) => new Promise((resolve) => resolve(reaper[name]())).catch(({ message }) => message)
    Promise.all(workerData.map(call)).then((messages) => parentPort.postMessage(messages))`
  const worker = new Worker(script, { eval: true, workerData: names })
  const messages = await new Promise((resolve) => worker.once('message', resolve))
  const why =
    'The kernel gives orphans to the main thread, and a Worker cannot reap them. Call %s in the main thread'
  assert.deepEqual(
    messages,
    names.map((name) => `${name}() was called in a Worker. ${why.replace('%s', `${name}()`)}`),
  )
})

test('so is the platform on which there are no zombies to make', async () => {
  const script = `
    Object.defineProperty(process, 'platform', { value: 'darwin' })
    try { require(${JSON.stringify(root)}).makeZombie() } catch ({ message }) {
      console.log(JSON.stringify(message))
    }`
  const message = 'makeZombie() works on Linux only, and this is darwin'
  assert.equal(await runNode(['-e', script]), message)
})
