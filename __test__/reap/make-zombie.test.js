'use strict'

const assert = require('node:assert/strict')
const fs = require('node:fs')
const inspector = require('node:inspector')
const { test } = require('node:test')
const { setImmediate: turn } = require('node:timers/promises')
const { Worker } = require('node:worker_threads')

const { installSubreaper, makeZombie, reap } = require('../..')
const {
  deadlySignals,
  root,
  runNode,
  skipWithoutStrace,
  temporaryFolder,
  traceSystemCalls,
  until,
} = require('../support/helpers')
const { processInfo, zombiesOf } = require('../support/process-table')

test('the process is a zombie when the call returns', () => {
  for (let i = 0; i < 500; i++) {
    const pid = makeZombie()
    const { state, ppid } = processInfo(pid) ?? {}
    assert.deepEqual({ state, ppid }, { state: 'Z', ppid: process.pid })
    assert.deepEqual(
      reap().map((reaped) => reaped.pid),
      [pid],
    )
  }
})

test('it dies with every exit code', () => {
  for (let exitCode = 0; exitCode <= 255; exitCode++) {
    const pid = makeZombie({ exitCode })
    assert.deepEqual(reap(), [
      { pid, status: exitCode << 8, exitCode, signal: null, coreDumped: false },
    ])
  }
})

test('it dies of every signal that kills, and no handler of Node runs', async () => {
  const signals = deadlySignals()
  assert.equal(signals.length, 23 + 31)
  /** @type {string[]} */
  const handled = []
  for (const [signal] of signals) {
    // Node refuses a listener for SIGKILL, and does not know real-time signals.
    if (signal === 'SIGKILL' || signal.startsWith('SIGRT')) continue
    process.on(signal, () => handled.push(signal))
  }
  for (const [signal, number] of signals) {
    const pid = makeZombie({ signal: /** @type {NodeJS.Signals} */ (signal) })
    assert.deepEqual(reap(), [{ pid, status: number, exitCode: null, signal, coreDumped: false }])
  }
  await turn()
  assert.deepEqual(handled, [])
  for (const [signal] of signals) process.removeAllListeners(signal)
})

test(
  'nor does any for another signal that comes meanwhile: all but its own are blocked',
  {
    skip: skipWithoutStrace,
  },
  async () => {
    const calls = await traceSystemCalls([
      '-e',
      `require(${JSON.stringify(root)}).makeZombie({ signal: 'SIGTERM' }); console.log('{}')`,
    ])
    const [, pid] = /^(\d+) +kill\(\1, SIGTERM/m.exec(calls.join('\n')) ?? []
    const [action, mask] = calls.filter((call) => call.startsWith(`${pid} `))
    assert.match(action, /rt_sigaction\(SIGTERM, {sa_handler=SIG_DFL/)
    assert.match(mask, /rt_sigprocmask\(SIG_SETMASK, ~\[TERM\], ~\[KILL STOP\]/)
  },
)

test(
  'the kernel copies neither memory nor descriptors for it, so a large program pays no more',
  { skip: skipWithoutStrace },
  async () => {
    const calls = await traceSystemCalls([
      '-e',
      `const { installSubreaper, makeZombie } = require(${JSON.stringify(root)})
      installSubreaper()
      makeZombie()
      makeZombie({ orphan: true })
      console.log('{}')`,
    ])
    const clones = calls.filter((call) => /CLONE_VFORK/.test(call))
    assert.equal(clones.length, 3)
    for (const call of clones)
      assert.match(call, /flags=CLONE_VM\|CLONE_FILES\|CLONE_VFORK\|SIGCHLD/)
  },
)

test('SIGUSR1, by which Node starts its debugger, does not', async () => {
  makeZombie({ signal: 'SIGUSR1' })
  await turn()
  assert.equal(inspector.url(), undefined)
  assert.equal(reap().length, 1)
})

test('signals that dump core leave no core file, even where one is wanted', async () => {
  const directory = temporaryFolder()
  const script = `
    const { makeZombie, reap } = require(${JSON.stringify(root)})
    for (const signal of ['SIGSEGV', 'SIGABRT', 'SIGSYS']) makeZombie({ signal })
    console.log(JSON.stringify(reap()))`
  const reaped = await runNode(['-e', script], {
    under: ['sh', '-c', `cd ${directory}; ulimit -c unlimited; exec "$@"`, 'sh'],
  })
  assert.deepEqual(
    reaped.map((/** @type {any} */ { signal, coreDumped }) => [signal, coreDumped]),
    [
      ['SIGSEGV', false],
      ['SIGABRT', false],
      ['SIGSYS', false],
    ],
  )
  assert.deepEqual(fs.readdirSync(directory), [])
})

test('SIGRTMAX and SIGRTMAX-n name the same signals as SIGRTMIN+n', () => {
  for (const [signal, name] of /** @type {const} */ ([
    ['SIGRTMAX', 'SIGRTMIN+30'],
    ['SIGRTMAX-27', 'SIGRTMIN+3'],
    ['SIGRTMAX-30', 'SIGRTMIN'],
  ])) {
    makeZombie({ signal })
    assert.equal(reap()[0].signal, name)
  }
})

test('an orphan belongs to this process, and its parent is gone', () => {
  installSubreaper()
  /** @type {import('../..').MakeZombieOptions[]} */
  const deaths = [{ exitCode: 9 }, { signal: 'SIGTERM' }, { signal: 'SIGSEGV' }]
  for (const death of deaths) {
    const pid = makeZombie({ ...death, orphan: true })
    // Any helper process of makeZombie() would be another zombie of this process.
    assert.deepEqual(
      zombiesOf(process.pid).map((info) => info.pid),
      [pid],
    )
    const [{ exitCode, signal }] = reap()
    assert.equal(exitCode ?? signal, death.exitCode ?? death.signal)
  }
  installSubreaper(false)
})

test('an orphan is refused where it would go to another reaper', () => {
  assert.throws(() => makeZombie({ orphan: true }), {
    code: 'ERR_ZOMBIE_REAPER_NOT_REAPER',
    message: /installSubreaper\(\)/,
  })
  assert.equal(makeZombie({ orphan: false }), reap()[0].pid)
})

test('one made in a Worker comes to the main thread when the Worker ends', async () => {
  const script = `
    const { makeZombie } = require(${JSON.stringify(root)})
    const { parentPort } = require('node:worker_threads')
    parentPort.once('message', () => {})
    parentPort.postMessage(makeZombie({ exitCode: 5 }))`
  const worker = new Worker(script, { eval: true })
  const pid = await new Promise((resolve) => worker.once('message', resolve))
  assert.equal(processInfo(pid)?.state, 'Z')
  assert.deepEqual(reap(), [])
  await worker.terminate()
  const reaped = await until(() => reap()[0], 'the zombie has come')
  assert.equal(reaped.pid, pid)
  assert.equal(reaped.exitCode, 5)
})

const SIGNALS_THAT_DO_NOT_KILL = ['CHLD', 'CONT', 'URG', 'WINCH', 'STOP', 'TSTP', 'TTIN', 'TTOU']

/** @type {[unknown, string][]} */
const BAD_OPTIONS = [
  [null, 'ERR_INVALID_ARG_TYPE'],
  [7, 'ERR_INVALID_ARG_TYPE'],
  [[], 'ERR_INVALID_ARG_TYPE'],
  [{ exitCode: '1' }, 'ERR_INVALID_ARG_TYPE'],
  [{ exitCode: null }, 'ERR_INVALID_ARG_TYPE'],
  [{ exitCode: 256 }, 'ERR_OUT_OF_RANGE'],
  [{ exitCode: -1 }, 'ERR_OUT_OF_RANGE'],
  [{ exitCode: 1.5 }, 'ERR_OUT_OF_RANGE'],
  [{ exitCode: Number.NaN }, 'ERR_OUT_OF_RANGE'],
  [{ signal: 15 }, 'ERR_INVALID_ARG_TYPE'],
  [{ signal: 'SIGNONE' }, 'ERR_UNKNOWN_SIGNAL'],
  [{ signal: 'TERM' }, 'ERR_UNKNOWN_SIGNAL'],
  [{ signal: 'SIGRTMIN+31' }, 'ERR_UNKNOWN_SIGNAL'],
  [{ signal: 'SIGRTMIN-1' }, 'ERR_UNKNOWN_SIGNAL'],
  [{ orphan: 1 }, 'ERR_INVALID_ARG_TYPE'],
  [{ exitcode: 1 }, 'ERR_INVALID_ARG_VALUE'],
  [{ exitCode: 0, signal: 'SIGTERM' }, 'ERR_INCOMPATIBLE_OPTION_PAIR'],
  ...SIGNALS_THAT_DO_NOT_KILL.map(
    (name) => /** @type {[unknown, string]} */ ([{ signal: `SIG${name}` }, 'ERR_OUT_OF_RANGE']),
  ),
]

test('bad options are refused before anything is started', () => {
  for (const [options, code] of BAD_OPTIONS) {
    assert.throws(() => makeZombie(/** @type {any} */ (options)), { code }, JSON.stringify(options))
  }
  assert.deepEqual(zombiesOf(process.pid), [])
})
