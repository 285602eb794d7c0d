'use strict'

const assert = require('node:assert/strict')
const { spawn } = require('node:child_process')
const { once } = require('node:events')
const { test } = require('node:test')
const { Worker } = require('node:worker_threads')

const { spawn: spawnTerminal } = require('@lydell/node-pty')

const { installSubreaper, makeZombie, orphans, reap } = require('../..')
const {
  IN_NAMESPACE,
  compile,
  program,
  root,
  runNode,
  skipWithoutNamespace,
  startOrphan,
  until,
  untilReaped,
  untilZombie,
} = require('../support/helpers')
const { processInfo } = require('../support/process-table')

installSubreaper()

const pids = () => orphans().map(({ pid }) => pid)

/** @param {number} pid */
async function killAndReap(pid) {
  process.kill(pid, 'SIGKILL')
  await until(() => reap().some((reaped) => reaped.pid === pid), `${pid} is reaped`)
}

test('an adopted process is found and described, and gone when it is dead', async (t) => {
  const before = Date.now()
  const pid = startOrphan(t, `setsid sh -c 'kill -STOP $$; :' name ''`)
  await until(() => processInfo(pid)?.state === 'T', 'it has stopped')
  const [{ rss, startTime, ...rest }, ...others] = orphans()
  const argv = ['sh', '-c', 'kill -STOP $$; :', 'name', '']
  const expected = { pid, ppid: process.pid, pgid: pid, session: pid, name: 'sh', argv }
  assert.deepEqual([rest, others], [{ ...expected, state: 'T' }, []])
  assert.ok(startTime >= before - 20 && startTime <= Date.now() + 20)
  assert.ok(rss > 10_000 && rss < 100_000_000, `${rss}`)

  process.kill(pid, 'SIGKILL')
  await untilZombie(pid)
  assert.deepEqual(orphans(), [])
  await untilReaped([pid])
})

test('children of child_process, of a Worker, and zombies are none', async (t) => {
  const child = spawn('sleep', ['1000'])
  t.after(() => child.kill('SIGKILL'))
  const script = `
    require('node:worker_threads').parentPort.postMessage(
      require('node:child_process').spawn('sleep', ['1000']).pid)`
  const worker = new Worker(script, { eval: true })
  const [pid] = await once(worker, 'message')
  makeZombie()
  assert.deepEqual(orphans(), [])

  // The kernel reparents the child to the main thread, and does not record its earlier parent.
  await worker.terminate()
  assert.deepEqual(pids(), [pid])
  await killAndReap(pid)
})

test('what another addon has started on the main thread is listed too', async (t) => {
  const terminal = spawnTerminal('/bin/sleep', ['1000'], {})
  t.after(() => terminal.kill('SIGKILL'))
  assert.deepEqual(pids(), [terminal.pid])
  const exited = new Promise((resolve) => terminal.onExit(resolve))
  terminal.kill('SIGKILL')
  await exited
  assert.deepEqual(orphans(), [])
})

test('a process whose leader thread has ended lives', async (t) => {
  const pid = startOrphan(t, compile('shared/leader-ends.c'))
  await untilZombie(pid)
  const [{ state, argv }] = orphans()
  assert.deepEqual({ state, argv, pids: pids() }, { state: 'Z', argv: [], pids: [pid] })
  await killAndReap(pid)
})

test('in a Worker it throws, since a Worker has none', async () => {
  const script = `
    try { require(${JSON.stringify(root)}).orphans() }
    catch ({ code, message }) { require('node:worker_threads').parentPort.postMessage([code, message]) }`
  const [[code, message]] = await once(new Worker(script, { eval: true }), 'message')
  assert.equal(code, 'ERR_ZOMBIE_REAPER_NOT_MAIN_THREAD')
  assert.match(message, /^orphans\(\) /)
})

test(
  'on a kernel without CONFIG_PROC_CHILDREN the result is the same',
  { skip: skipWithoutNamespace },
  async () => {
    const result = await runNode([program('inspect/orphans-without-children-file.js')], {
      under: IN_NAMESPACE,
    })
    assert.deepEqual(result, { childrenFile: false, orphans: ['tail'] })
  },
)

test('without a free descriptor an orphan is not gone: orphans() and reapOrphans() throw', async () => {
  const answers = await runNode([program('inspect/no-descriptor-left.js')], {
    under: ['sh', '-c', 'ulimit -n 64; exec "$@"', 'sh'],
  })
  assert.deepEqual(answers, ['EMFILE', 'EMFILE', 'EMFILE'])
})
