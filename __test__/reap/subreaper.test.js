'use strict'

const assert = require('node:assert/strict')
const os = require('node:os')
const { test } = require('node:test')
const { Worker } = require('node:worker_threads')

const { installSubreaper, isSubreaper, reap } = require('../..')
const {
  compile,
  IN_NAMESPACE,
  root,
  runNode,
  skipUnless,
  skipWithoutNamespace,
  startOrphan,
  until,
} = require('../support/helpers')
const { processInfo } = require('../support/process-table')

// The number of the system call, from asm/unistd.h.
const PRCTL = process.arch === 'x64' ? '157' : '167'
const skip = skipUnless(['x64', 'arm64'].includes(process.arch), 'needs the number of the call')

test('a process is no subreaper until it is made one', () => {
  assert.equal(isSubreaper(), false)
  assert.equal(installSubreaper(), true)
  assert.equal(isSubreaper(), true)
  assert.equal(installSubreaper(false), false)
  assert.equal(isSubreaper(), false)
  assert.equal(installSubreaper(true), true)
  assert.equal(isSubreaper(), true)
})

test('orphans come to a subreaper, and to no ordinary process', async (t) => {
  installSubreaper()
  const adopted = startOrphan(t, 'sleep 1000')
  await until(() => processInfo(adopted)?.ppid === process.pid, 'it has been adopted')
  process.kill(adopted, 'SIGKILL')
  const reaped = await until(() => reap()[0], 'it is reaped')
  assert.equal(reaped.pid, adopted)

  installSubreaper(false)
  const lost = startOrphan(t, 'sleep 1000')
  assert.notEqual(processInfo(lost)?.ppid, process.pid)
})

test('it is the whole process that is one, even when a Worker asks', async () => {
  installSubreaper(false)
  const script = `
    const { installSubreaper, isSubreaper } = require(${JSON.stringify(root)})
    require('node:worker_threads').parentPort.postMessage([installSubreaper(), isSubreaper()])`
  const answer = await new Promise((resolve) => {
    new Worker(script, { eval: true }).on('message', resolve)
  })
  assert.deepEqual(answer, [true, true])
  assert.equal(isSubreaper(), true)
})

test('PID 1 is none, and adopts all the same', { skip: skipWithoutNamespace }, async () => {
  const script = `
    const { isSubreaper, makeZombie, reap } = require(${JSON.stringify(root)})
    const pid = makeZombie({ orphan: true, exitCode: 4 })
    const [reaped] = reap()
    console.log(JSON.stringify([process.pid, isSubreaper(), reaped.pid === pid, reaped.exitCode]))`
  assert.deepEqual(await runNode(['-e', script], { under: IN_NAMESPACE }), [1, false, true, 4])
})

test('a refusal by seccomp is a typed error, and says what to do', async () => {
  const script = `
    const { installSubreaper, isSubreaper } = require(${JSON.stringify(root)})
    try { installSubreaper() } catch ({ code, errno, syscall, message }) {
      console.log(JSON.stringify({ code, errno, syscall, message, isSubreaper: isSubreaper() }))
    }`
  const { message, ...error } = await runNode(['-e', script], {
    under: [compile('shared/refuse.c'), 'subreaper'],
  })
  assert.deepEqual(error, { code: 'EPERM', errno: -1, syscall: 'prctl', isSubreaper: false })
  assert.match(message, /^EPERM: .*, prctl\. .*seccomp/)
})

test('an old gVisor has no subreapers, and says so', { skip }, async () => {
  const script = `
    const { installSubreaper, isSubreaper } = require(${JSON.stringify(root)})
    try { installSubreaper() } catch ({ message }) {
      console.log(JSON.stringify([message, isSubreaper()]))
    }`
  const under = [compile('shared/refuse-call.c'), PRCTL, `${os.constants.errno.EINVAL}`]
  const [message, answer] = await runNode(['-e', script], { under })
  assert.match(message, /^EINVAL: .*, prctl\. .*gVisor/)
  assert.equal(answer, false)
})

test('anything but a boolean is refused', () => {
  installSubreaper(false)
  for (const value of [null, 1, 'yes', {}]) {
    assert.throws(() => installSubreaper(/** @type {any} */ (value)), {
      code: 'ERR_INVALID_ARG_TYPE',
    })
  }
  assert.equal(isSubreaper(), false)
})
