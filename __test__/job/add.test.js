'use strict'

// What add() and close() of a job accept, and where there is no job.

const assert = require('node:assert/strict')
const { spawn, spawnSync } = require('node:child_process')
const { once } = require('node:events')
const { test } = require('node:test')
const { setImmediate: turn } = require('node:timers/promises')

const { Members } = require('../../lib/job/members')
const { binding } = require('../../lib/native/binding')
const { processStat } = require('../../lib/proc/table')
const { createJob, installSubreaper, makeZombie } = require('../..')
const { program, root, runNode, skipWithoutNamespace } = require('../support/helpers')
const { processInfo } = require('../support/process-table')

// Very long, in ms: a test in which close() waits for this time visibly hangs.
const NEVER = 600_000

/**
 * Starts a process that is killed when the test ends.
 * @param {import('node:test').TestContext} t
 */
function startSleep(t) {
  const child = spawn('sleep', ['1000'], { stdio: 'ignore' })
  t.after(() => child.kill('SIGKILL'))
  return child
}

test('a second close() is the first one, and nothing is added after it', async (t) => {
  const job = createJob()
  await assert.rejects(job.close({ killAfter: -1 }), { code: 'ERR_OUT_OF_RANGE' })
  const child = job.add(startSleep(t))
  const closing = job.close({ killAfter: NEVER })
  assert.equal(job.close(), closing)
  const late = job.add(startSleep(t))
  await closing
  assert.equal(job.close(), closing)
  assert.deepEqual(
    [child, late].map(({ signalCode }) => signalCode),
    ['SIGTERM', 'SIGTERM'],
  )
  assert.throws(() => job.add(process.ppid), {
    code: 'ERR_ZOMBIE_REAPER_JOB_CLOSED',
    message: /Create a new job with createJob\(\)/,
  })
})

test('it is closed at the end of an "await using" block', async (t) => {
  const job = createJob()
  const child = job.add(startSleep(t))
  assert.equal(await job[Symbol.asyncDispose](), undefined)
  assert.equal(child.signalCode, 'SIGTERM')
})

test('a zombie is a member, and none of its processes', async () => {
  const job = createJob()
  const pid = job.add(makeZombie({ exitCode: 3 }))
  assert.deepEqual(job.processes(), [])
  const { reaped, remaining } = await job.close()
  assert.deepEqual(
    reaped.map((process) => [process.pid, process.exitCode]),
    [[pid, 3]],
  )
  assert.deepEqual(remaining, [])
})

test('null, the process of a browser that was connected to, adds nothing', async () => {
  const job = createJob()
  assert.equal(job.add(null), null)
  assert.deepEqual(job.processes(), [])
  await job.close()
  assert.equal(job.add(null), null)
})

test('what cannot be added is refused', async () => {
  const job = createJob()
  for (const child of [undefined, '1', {}, { pid: '1' }, true]) {
    assert.throws(() => job.add(/** @type {any} */ (child)), { code: 'ERR_INVALID_ARG_TYPE' })
  }
  for (const pid of [0, -1, 1.5, 2 ** 31, NaN, 1, process.pid, process.ppid]) {
    assert.throws(() => job.add(pid), { code: 'ERR_OUT_OF_RANGE' })
    assert.throws(() => job.add({ pid }), { code: 'ERR_OUT_OF_RANGE' })
  }
  for (const pid of [1, process.pid, process.ppid]) {
    assert.throws(() => job.add(pid), {
      message:
        /^The value of "child" is out of range. It must be a process other than this process,/,
    })
  }
  const failed = spawn('/no/such/program')
  assert.throws(() => job.add(failed), {
    code: 'ERR_ZOMBIE_REAPER_NOT_STARTED',
    message: /\/no\/such\/program/,
  })
  await once(failed, 'error')
  const { pid } = spawnSync('true')
  const message = new RegExp(`${pid}`)
  assert.throws(() => job.add(pid), { code: 'ESRCH', errno: -3, syscall: 'kill', message })
  const ended = spawn('true')
  await once(ended, 'exit')
  assert.equal(job.add(ended), ended)
  assert.deepEqual(job.processes(), [])
})

test('an object that tells of its end is no mistake either', () => {
  const job = createJob()
  const { pid } = spawnSync('true')
  for (const ended of [
    { pid, exitCode: 0, signalCode: null },
    { pid, exitCode: null, signalCode: 'SIGTERM' },
  ]) {
    assert.equal(job.add(ended), ended)
  }
  assert.throws(() => job.add({ pid, exitCode: null, signalCode: null }), { code: 'ESRCH' })
})

test('the end of a child is noted: of a ChildProcess, of Bun, of Deno', async (t) => {
  /** @type {unknown[]} */
  const noted = []
  const { justEnded } = Members.prototype
  t.after(() => (Members.prototype.justEnded = justEnded))
  Members.prototype.justEnded = function note(pid) {
    noted.push(pid)
    justEnded.call(this, pid)
  }
  const job = createJob()
  const child = startSleep(t)
  const exit = new Promise((resolve) => {
    child.once('exit', () => resolve(noted.push('another listener')))
  })
  job.add(child)
  child.kill()
  await exit
  assert.deepEqual(noted, [child.pid, 'another listener'])
  const { pid } = startSleep(t)
  const ends = [{ exited: Promise.resolve(0) }, { status: Promise.reject(new Error('from Deno')) }]
  for (const end of ends) job.add({ pid, ...end })
  await turn()
  assert.deepEqual(noted.slice(2), [pid, pid])
})

test('after a close() that failed, the next one has all that were reaped', async (t) => {
  const native = /** @type {import('../../lib/native/binding').Binding} */ (binding)
  const { processTable } = native
  const restore = () => (native.processTable = processTable)
  t.after(restore)
  const job = createJob()
  const pid = job.add(makeZombie())
  native.processTable = () => {
    if (processStat(pid) === null) throw new Error('from the look')
    return processTable()
  }
  const isTold = (/** @type {{ reaped: { pid: number }[] }} */ { reaped }) => {
    assert.deepEqual(
      reaped.map((process) => process.pid),
      [pid],
    )
    return true
  }
  await assert.rejects(job.close(), (/** @type {any} */ error) => {
    assert.equal(error.message, 'from the look')
    return isTold(error)
  })
  restore()
  isTold(await job.close())
})

test('a child that libuv has waited for is no mistake before its own exit event', async () => {
  installSubreaper()
  const job = createJob()
  const children = [1, 2].map(() => spawn('true', { stdio: 'ignore' }))
  /** @type {unknown[]} */
  const outcomes = []
  for (const [index, child] of children.entries()) {
    child.once('exit', () => {
      const sibling = children[1 - index]
      if (sibling.exitCode !== null) return
      try {
        outcomes.push(processStat(sibling.pid ?? 0), job.add(sibling) === sibling)
      } catch (error) {
        outcomes.push(error)
      }
    })
  }
  const exits = Promise.all(children.map((child) => once(child, 'exit')))
  // The event loop is blocked until both are dead, so libuv waits for both at once.
  while (children.some(({ pid }) => processInfo(pid ?? 0)?.state !== 'Z'));
  await exits
  assert.deepEqual(outcomes, [null, true])
  assert.deepEqual(job.processes(), [])
})

test('bad options are refused', async () => {
  for (const [options, code] of /** @type {[any, string][]} */ ([
    [1, 'ERR_INVALID_ARG_TYPE'],
    [{ signal: 15 }, 'ERR_INVALID_ARG_TYPE'],
    [{ signal: null }, 'ERR_INVALID_ARG_TYPE'],
    [{ signal: 'SIGNONE' }, 'ERR_UNKNOWN_SIGNAL'],
    [{ timeOut: 1 }, 'ERR_INVALID_ARG_VALUE'],
    [{ killAfter: '1' }, 'ERR_INVALID_ARG_TYPE'],
    [{ killAfter: Infinity }, 'ERR_OUT_OF_RANGE'],
    [{ timeout: -1 }, 'ERR_OUT_OF_RANGE'],
  ])) {
    await assert.rejects(createJob().close(options), { code })
  }
})

/**
 * Returns a script that prints the end of an ordinary job.
 * @param {string} before runs before the package is loaded
 */
function tryJob(before) {
  return `${before}
    const { createJob } = require(${JSON.stringify(program('../..'))})
    const answer = (value) => console.log(JSON.stringify(value))
    try {
      const job = createJob()
      const child = job.add(require('node:child_process').spawn('true', { env: job.env }))
      const before = job.processes()
      job.close().then((result) => answer([before, result, child.pid > 0]))
    } catch ({ code }) { answer(code) }`
}

test('there is none in a Worker, and an empty one off Linux', async () => {
  const platform = `Object.defineProperty(process, 'platform', { value: 'darwin' })`
  const inWorker = `new (require('node:worker_threads').Worker)(${JSON.stringify(tryJob(''))}, { eval: true })`
  assert.equal(await runNode(['-e', inWorker]), 'ERR_ZOMBIE_REAPER_NOT_MAIN_THREAD')
  assert.deepEqual(await runNode(['-e', tryJob(platform)]), [
    [],
    { reaped: [], remaining: [] },
    true,
  ])
})

test('a living child that cannot be looked at for want of descriptors is no ended one', async () => {
  const under = ['prlimit', '--nofile=64:64']
  const codes = await runNode([program('shared/without-descriptors.js'), 'add'], { under })
  assert.deepEqual(codes, ['EMFILE', 'EMFILE'])
})

test(
  'with /proc of another PID namespace add() says so',
  { skip: skipWithoutNamespace },
  async () => {
    const script = `
    const child = require('node:child_process').spawn('sleep', ['1000'], { stdio: 'ignore' })
    try {
      require(${JSON.stringify(root)}).createJob().add(child)
    } catch (error) {
      console.log(JSON.stringify(error.code))
    }
    child.kill('SIGKILL')`
    const under = ['unshare', '--pid', '--fork']
    assert.equal(await runNode(['-e', script], { under }), 'ERR_ZOMBIE_REAPER_NO_PROC')
  },
)
