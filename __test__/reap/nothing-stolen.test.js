'use strict'

const assert = require('node:assert/strict')
const { spawn } = require('node:child_process')
const os = require('node:os')
const { test } = require('node:test')

const {
  compile,
  IN_NAMESPACE,
  program,
  root,
  runNode,
  skipWithoutNamespace,
} = require('../support/helpers')

const STORM = 2000 + 500 + 200 + 100 + 4 * (200 + 50)

/** @type {[place: string, options: { under?: string[], skip?: string | false }, args: string[]][]} */
const PLACES = [
  ['PID 1', { under: IN_NAMESPACE, skip: skipWithoutNamespace }, []],
  ['a subreaper', {}, []],
  ['an ordinary process', {}, ['--ordinary']],
]

for (const [place, { under, skip }, args] of PLACES) {
  test(
    `as ${place}, every status of ${STORM} children arrives beside a tight loop of reap()`,
    {
      skip,
    },
    async () => {
      const { pid, subreaper, ...result } = await runNode([program('shared/storm.js'), ...args], {
        under,
      })
      assert.deepEqual(
        { pid1: pid === 1, subreaper },
        { pid1: place === 'PID 1', subreaper: place === 'a subreaper' },
      )
      assert.ok(result.made > 100)
      assert.deepEqual(result, {
        arrived: STORM,
        wrong: 0,
        stolen: 0,
        made: result.made,
        reaped: result.made,
      })
    },
  )
}

test('with steal: true libuv loses some, which shows that the above can fail', async () => {
  const { stolen } = await runNode([program('shared/storm.js'), '--steal'])
  assert.ok(stolen > 0)
})

// The statuses that a native thread waits for. A control takes some of them.
const TERMINALS = program('reap/terminals.js')
const WAITERS = program('reap/many-waiters.js')

for (const args of [[], ['--every-millisecond'], ['--exclude']]) {
  test(`every exit code of node-pty arrives beside a bare reap() ${args}`, async () => {
    assert.deepEqual(await runNode([TERMINALS, ...args]), { arrived: 300, lost: 0, taken: 0 })
  })
}

for (const args of [[], ['--tight'], ['--workers'], ['--tight', '--workers']]) {
  test(`every status for which a thread waits arrives beside a bare reap() ${args}`, async () => {
    assert.deepEqual(await runNode([WAITERS, ...args]), { arrived: 200, lost: 0, taken: 0 })
  })
}

test('all of that is true while the machine is busy, too', async (t) => {
  for (let i = 0; i < 8; i++) {
    const hog = spawn('sh', ['-c', 'while :; do :; done'], { stdio: 'ignore' })
    t.after(() => hog.kill('SIGKILL'))
  }
  assert.deepEqual(await runNode([TERMINALS]), { arrived: 300, lost: 0, taken: 0 })
  assert.deepEqual(await runNode([WAITERS, '--tight']), { arrived: 200, lost: 0, taken: 0 })
})

test('a status arrives although its waiting thread gets no processor', async () => {
  assert.deepEqual(await runNode([program('reap/starved-waiter.js'), '4']), { arrived: 4 })
})

test('a status arrives although its waiting thread is in a signal handler', async () => {
  const result = await runNode([program('reap/waiter-in-handler.js')])
  assert.deepEqual(result, { taken: 0, status: os.constants.signals.SIGKILL })
})

test('with steal: true some are lost, which shows that the above can fail', async () => {
  const { lost, taken } = await runNode([TERMINALS, '--steal'])
  assert.ok(lost > 0)
  assert.ok(taken > 0)
  assert.ok((await runNode([WAITERS, '--tight', '--steal'])).lost > 0)
})

test('the same goes for children whose forking thread has ended', async () => {
  const library = compile('reap/forking-thread.c', ['-shared', '-fPIC'])
  const forkingThread = program('reap/forking-thread.js')
  const all = { arrived: 100, lost: 0, taken: 0 }
  assert.deepEqual(await runNode([forkingThread, library]), all)
  const { lost, taken } = await runNode([forkingThread, library, '--steal'])
  assert.ok(lost > 0)
  assert.ok(taken > 0)
})

test('children that were started before the package was loaded are safe, unref()ed ones too', async () => {
  assert.deepEqual(await runNode([program('reap/loaded-late.js')]), { codes: [11, 12], reaped: 1 })
})

test('the orphans behind an owned zombie are reaped, and its exit event still comes', async () => {
  const result = await runNode([program('reap/owned-in-the-way.js')])
  assert.deepEqual(result, { states: ['Z', 'Z', 'Z'], reaped: [21, 22], left: 'Z', exitCode: 20 })
})

test('reaping does not keep a process from ending', async () => {
  const script = `require(${JSON.stringify(root)}).reap()`
  const child = spawn(process.execPath, ['-e', script], { stdio: 'inherit' })
  assert.equal(await new Promise((resolve) => child.on('exit', resolve)), 0)
})
