'use strict'

const assert = require('node:assert/strict')
const { spawn } = require('node:child_process')
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

test('with steal: true some are lost, which shows that the above can fail', async () => {
  const { stolen } = await runNode([program('shared/storm.js'), '--steal'])
  assert.ok(stolen > 0)
})

test('every exit code of node-pty arrives when its PIDs are excluded', async () => {
  assert.equal((await runNode([program('reap/terminals.js')])).arrived, 200)
})

test('without exclude some of node-pty are lost, as the documentation of reap() says', async () => {
  const { lost, taken } = await runNode([program('reap/terminals.js'), '--no-exclude'])
  assert.ok(lost > 0)
  assert.ok(taken > 0)
})

test('the same goes for children whose forking thread has ended', async () => {
  const library = compile('reap/forking-thread.c', ['-shared', '-fPIC'])
  const forkingThread = program('reap/forking-thread.js')
  assert.equal((await runNode([forkingThread, library])).arrived, 100)
  const { lost, taken } = await runNode([forkingThread, library, '--no-exclude'])
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
