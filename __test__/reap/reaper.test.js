'use strict'

const assert = require('node:assert/strict')
const { createHook } = require('node:async_hooks')
const { once } = require('node:events')
const fs = require('node:fs')
const path = require('node:path')
const { after, afterEach, test } = require('node:test')
const { setImmediate: turn } = require('node:timers/promises')
const { Worker } = require('node:worker_threads')

const { startReaper: startWith } = require('../../lib/reap/reaper')
const { installSubreaper, isSubreaper, makeZombie, startReaper } = require('../..')
const { RUNNING } = require('../support/automatic')
const {
  IN_NAMESPACE,
  catchesSigchld,
  compile,
  nodeName,
  program,
  root,
  runNode,
  skipWithoutNamespace,
  startOrphan,
  until,
  untilZombie,
} = require('../support/helpers')
const { orphanOfAnotherSession } = require('../support/other-session')
const { processInfo, zombiesOf } = require('../support/process-table')

// No test waits this long.
const NEVER = 2 ** 31 - 1

/** @type {import('../..').Reaper | undefined} */
let reaper
afterEach(() => {
  reaper?.stop()
  installSubreaper(false)
})

// A reaper does not keep the process alive.
const alive = setInterval(() => {}, 1000)
after(() => clearInterval(alive))

/** @param {import('../..').ReaperOptions} [options] */
function start(options) {
  reaper = startReaper(options)
  return reaper
}

test('it takes what is there already', async () => {
  installSubreaper()
  const pid = makeZombie({ orphan: true, exitCode: 6 })
  const [reaped] = await once(start(), 'reap')
  assert.deepEqual(reaped, { pid, status: 6 << 8, exitCode: 6, signal: null, coreDumped: false })
})

test('it makes the process a subreaper, unless told not to, and stop() undoes that', () => {
  start()
  assert.equal(isSubreaper(), true)
  reaper?.stop()
  assert.equal(isSubreaper(), false)
  start({ subreaper: false })
  assert.equal(isSubreaper(), false)
  reaper?.stop()
  installSubreaper()
  start()
  reaper?.stop()
  assert.equal(isSubreaper(), true, 'which it has not been made by the reaper')
  installSubreaper(false)
  start()
  reaper?.stop()
  installSubreaper()
  reaper?.stop()
  assert.equal(isSubreaper(), true, 'a second stop() undoes nothing')
})

test('an orphan that dies is reaped, with its name when that is wanted', async (t) => {
  start({ names: true, sweepInterval: NEVER })
  const pid = startOrphan(t, 'sleep 1000')
  process.kill(pid, 'SIGKILL')
  const [reaped] = await once(start(), 'reap')
  assert.deepEqual([reaped.pid, reaped.signal, reaped.name], [pid, 'SIGKILL', 'sleep'])
  assert.equal(processInfo(pid), null)
})

test('a zombie is left alone until it has been unclaimed for the quarantine', async () => {
  start({ quarantine: 300, sweepInterval: 10 })
  const before = performance.now()
  const pid = makeZombie()
  await until(() => reaper?.stats.quarantined === 1, 'it has been seen')
  assert.equal(processInfo(pid)?.state, 'Z')
  await once(start(), 'reap')
  assert.ok(performance.now() - before >= 300)
  assert.equal(reaper?.stats.quarantined, 0)
})

test('without a quarantine it is taken with the burst that told of it', async () => {
  start({ quarantine: 0, sweepInterval: NEVER })
  const pid = makeZombie({ exitCode: 1 })
  assert.equal((await once(start(), 'reap'))[0].pid, pid)
})

test('what comes without a signal is found by the sweep', async () => {
  start({ quarantine: 0, sweepInterval: 20 })
  await until(() => Number(reaper?.stats.passes) > 1, 'the initial sweep is over')
  const script = `
    const { parentPort } = require('node:worker_threads')
    const pid = require(${JSON.stringify(root)}).makeZombie({ exitCode: 8 })
    parentPort.postMessage(pid)`
  const worker = new Worker(script, { eval: true })
  const [pid] = await once(worker, 'message')
  const [reaped] = await once(start(), 'reap')
  assert.deepEqual([reaped.pid, reaped.exitCode], [pid, 8])
})

test('it survives that the application removes every SIGCHLD listener', async () => {
  start({ quarantine: 0, sweepInterval: NEVER })
  await until(() => reaper?.stats.passes === 1, 'the initial pass is over')
  process.on('SIGCHLD', () => {}).removeAllListeners('SIGCHLD')
  makeZombie()
  await once(start(), 'reap')
})

test('a burst of deaths is one pass', async () => {
  start({ quarantine: 0, sweepInterval: NEVER })
  await until(() => reaper?.stats.passes === 1, 'the initial sweep is over')
  for (let i = 0; i < 1000; i++) makeZombie()
  await until(() => reaper?.stats.reaped === 1000, 'all are reaped')
  // One pass before the burst, and one for it. Each thread may be late with a last signal: a busy
  // machine can stop it between the signal and its message to the loop (libuv, uv__signal_handler).
  const threads = fs.readdirSync('/proc/self/task').length
  const { passes } = start().stats
  assert.ok(passes <= 2 + threads, `${passes} passes with ${threads} threads`)
})

test('while one runs, startReaper() returns it, and a new one after stop()', () => {
  const first = start()
  assert.equal(startReaper({ quarantine: 5 }), first)
  first.stop()
  first.stop()
  assert.notEqual(start(), first)
})

test('a stopped one reaps no more, and has no listener left', async () => {
  start({ quarantine: 0, sweepInterval: 1 })
  await until(() => Number(reaper?.stats.passes) > 1, 'it has swept')
  reaper?.[Symbol.dispose]()
  assert.equal(catchesSigchld(), false)
  const pid = makeZombie()
  start({ quarantine: 60_000, sweepInterval: 1 })
  await until(() => reaper?.stats.quarantined === 1, 'the next one has seen it')
  assert.deepEqual(
    zombiesOf(process.pid).map((zombie) => zombie.pid),
    [pid],
  )
  reaper?.stop()
  require('../..').reap()
})

test('a second caller that wants a subreaper gets one', () => {
  const first = start({ subreaper: false })
  assert.equal(startReaper(), first)
  assert.equal(isSubreaper(), true)
  first.stop()
  assert.equal(isSubreaper(), false)
})

test('a second caller that wants neither a subreaper nor names changes nothing', async () => {
  for (const [names, name] of /** @type {const} */ ([
    [true, nodeName],
    [false, undefined],
  ])) {
    const first = start({ quarantine: 0, subreaper: false, names })
    startReaper({ subreaper: false, names: false })
    assert.equal(isSubreaper(), false)
    makeZombie()
    assert.equal((await once(first, 'reap'))[0].name, name)
    first.stop()
  }
})

test('no sweep makes the process a subreaper', async () => {
  start({ subreaper: false, sweepInterval: 1 })
  await until(() => Number(reaper?.stats.passes) > 2, 'it has swept')
  assert.equal(isSubreaper(), false)
})

test('a sweep that finds no zombie waits for no further turn of the event loop', async (t) => {
  start({ sweepInterval: 1 })
  await until(() => Number(reaper?.stats.passes) > 1, 'the initial pass is over')
  let turns = 0
  const hook = createHook({ init: (_id, type) => void (type === 'Immediate' && turns++) })
  t.after(() => hook.disable())
  hook.enable()
  const { passes } = start().stats
  await until(() => start().stats.passes >= passes + 20, 'it has swept 20 times')
  // Signals of earlier tests may be late.
  assert.ok(turns < 10, `${turns} turns`)
})

test('PID 1 adopts orphans without it', { skip: skipWithoutNamespace }, async () => {
  const script = `
    const { isSubreaper, startReaper } = require(${JSON.stringify(root)})
    startReaper()
    console.log(JSON.stringify([process.pid, isSubreaper()]))`
  assert.deepEqual(await runNode(['-e', script], { under: IN_NAMESPACE }), [1, false])
})

test('bursts within a quarter of a quarantine are no passes', async () => {
  start({ quarantine: NEVER, sweepInterval: NEVER })
  await until(() => reaper?.stats.passes === 1, 'the initial pass is over')
  for (let i = 0; i < 20; i++) {
    const death = once(process, 'SIGCHLD')
    makeZombie()
    await death
    await turn()
  }
  assert.equal(reaper?.stats.passes, 1)
  require('../..').reap()
})

test('after it has taken zombies it looks again, and not only when the next quarantine ends', async () => {
  installSubreaper()
  const orphan = orphanOfAnotherSession()
  process.kill(orphan, 'SIGKILL')
  await untilZombie(orphan)
  makeZombie()
  // Another session proves an orphan, so only the other zombie has a quarantine.
  start({ quarantine: NEVER, sweepInterval: NEVER })
  await until(() => reaper?.stats.passes === 2, 'it has looked again')
  const { reaped, quarantined } = start().stats
  assert.deepEqual([reaped, quarantined], [1, 1])
  require('../..').reap()
})

test('timers that the application fakes do not stop it', async (t) => {
  start({ quarantine: 20 })
  t.mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'setImmediate'] })
  const reaped = once(start(), 'reap')
  makeZombie()
  await reaped
  t.mock.timers.reset()
  const again = once(start(), 'reap')
  makeZombie()
  await again
})

test('a listener that throws gets its uncaughtException, and the rest their events', async () => {
  const result = await runNode([program('reap/throwing-listener.js')])
  assert.deepEqual(result, { uncaught: ['first'], reaped: [1, 2, 3, 4], stillReaping: true })
})

test('a process that starts no children exits at once', async () => {
  const script = `
    require(${JSON.stringify(root)}).startReaper({ sweepInterval: ${NEVER} })
    console.log(JSON.stringify('started'))`
  assert.equal(await runNode(['-e', script]), 'started')
})

test('a refused subreaper is an error before anything has begun', async () => {
  const script = `
    const { startReaper } = require(${JSON.stringify(root)})
    let error
    try { startReaper() } catch (thrown) { error = thrown.code + ' ' + thrown.syscall }
    const running = ${RUNNING} !== undefined
    startReaper({ subreaper: false })
    console.log(JSON.stringify([error, running]))`
  const under = [compile('shared/refuse.c'), 'subreaper']
  assert.deepEqual(await runNode(['-e', script], { under }), ['EPERM prctl', false])
})

test('a process that is left alone becomes a subreaper, and is none when the reaper stops', async () => {
  reaper = startWith({ subreaper: false, sweepInterval: 1 }, () => true)
  await until(isSubreaper, 'it is a subreaper')
  reaper.stop()
  assert.equal(isSubreaper(), false)
})

for (const [call, before] of [
  // Ends with this program: its input does.
  ['waitid', `require('node:child_process').spawn('cat')`],
  ['subreaper', ''],
]) {
  for (const listens of [true, false]) {
    const how = listens ? 'an event' : 'a warning, as nobody listens'
    test(`an error that lasts for many sweeps (${call}) is ${how}, and told once`, async () => {
      const script = `
        const { startReaper } = require(${JSON.stringify(path.join(root, 'lib/reap/reaper'))})
        const told = []
        process.on('warning', ({ code, syscall }) => told.push(['warning', code, syscall]))
        ${before}
        const settings = { subreaper: false, sweepInterval: 1, quarantine: 0 }
        const reaper = startReaper(settings, () => ${call === 'subreaper'})
        if (${listens}) reaper.on('error', ({ code, syscall }) => told.push(['error', code, syscall]))
        const look = setInterval(() => {
          if (told.length === 0 || reaper.stats.passes < 10) return
          console.log(JSON.stringify(told))
          process.exit()
        }, 1)`
      const under = [compile('shared/refuse.c'), call]
      const told = [listens ? 'error' : 'warning', 'EPERM', call === 'waitid' ? call : 'prctl']
      assert.deepEqual(await runNode(['-e', script], { under }), [told])
    })
  }
}

test('in a Worker it is refused', async () => {
  const script = `
    const { parentPort } = require('node:worker_threads')
    try { require(${JSON.stringify(root)}).startReaper() } catch ({ code }) { parentPort.postMessage(code) }`
  const [code] = await once(new Worker(script, { eval: true }), 'message')
  assert.equal(code, 'ERR_ZOMBIE_REAPER_NOT_MAIN_THREAD')
})

test('off Linux it does nothing', async () => {
  const script = `
    Object.defineProperty(process, 'platform', { value: 'darwin' })
    const reaper = require(${JSON.stringify(root)}).startReaper()
    reaper.on('reap', () => {}).stop()
    console.log(JSON.stringify(reaper.stats))`
  assert.deepEqual(await runNode(['-e', script]), { reaped: 0, quarantined: 0, passes: 0 })
})

test('bad options are refused before anything has begun', () => {
  for (const [options, code] of /** @type {[any, string][]} */ ([
    [null, 'ERR_INVALID_ARG_TYPE'],
    [{ quarantine: '100' }, 'ERR_INVALID_ARG_TYPE'],
    [{ quarantine: -1 }, 'ERR_OUT_OF_RANGE'],
    [{ quarantine: 2 ** 31 }, 'ERR_OUT_OF_RANGE'],
    [{ sweepInterval: 0 }, 'ERR_OUT_OF_RANGE'],
    [{ sweepInterval: 1.5 }, 'ERR_OUT_OF_RANGE'],
    [{ subreaper: 1 }, 'ERR_INVALID_ARG_TYPE'],
    [{ names: 'yes' }, 'ERR_INVALID_ARG_TYPE'],
  ])) {
    assert.throws(() => startReaper(options), { code }, JSON.stringify(options))
  }
  assert.equal(catchesSigchld(), false)
  assert.equal(isSubreaper(), false)
})

test('its code is where the package says', () => {
  assert.equal(require.resolve('zombie-reaper/auto'), path.join(root, 'auto.js'))
})

test('a second caller that wants names gets them', async () => {
  const first = start({ quarantine: 0 })
  start({ names: true })
  makeZombie()
  const [reaped] = await once(first, 'reap')
  assert.equal(reaped.name, nodeName)
})

test('nothing of it is among the active resources of the process', async () => {
  assert.deepEqual(await runNode([program('reap/active-resources.js')]), ['ProcessWrap'])
})

test('a domain that the global object has, as in a REPL, is not entered', async () => {
  const script = `
    require('node:domain').create()
    globalThis.domain = 'example.com'
    const { makeZombie, startReaper } = require(${JSON.stringify(root)})
    const alive = setInterval(() => {}, 1000)
    startReaper().on('reap', ({ exitCode }) => {
      clearInterval(alive)
      console.log(exitCode)
    })
    setImmediate(() => makeZombie({ exitCode: 6 }))`
  assert.equal(await runNode(['-e', script]), 6)
})

test('the longest quarantine there can be is no shorter one', async () => {
  const script = `
    const { makeZombie, startReaper } = require(${JSON.stringify(root)})
    const reaper = startReaper({ quarantine: 2 ** 31 - 1 })
    const warnings = []
    process.on('warning', ({ name }) => warnings.push(name))
    makeZombie()
    const look = setInterval(() => {
      if (reaper.stats.quarantined === 0) return
      clearInterval(look)
      setImmediate(() => console.log(JSON.stringify(warnings)))
    }, 1)`
  assert.deepEqual(await runNode(['-e', script]), [])
})
