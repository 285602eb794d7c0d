'use strict'

const assert = require('node:assert/strict')
const fs = require('node:fs')
const path = require('node:path')
const { after, test } = require('node:test')
const { Worker } = require('node:worker_threads')

const { installSubreaper, makeZombie, reap } = require('../..')
const {
  compile,
  program,
  root,
  runNode,
  skipWithoutStrace,
  startOrphan,
  temporaryFolder,
  untilReaped,
  untilZombie,
} = require('../support/helpers')
const { processInfo, zombiesOf } = require('../support/process-table')

installSubreaper()
after(() => reap())

test('there is nothing to reap in a new process', () => {
  assert.deepEqual(reap(), [])
})

test('max is how many are taken at most', () => {
  for (let i = 0; i < 5; i++) makeZombie()
  assert.equal(reap({ max: 0 }).length, 0)
  assert.equal(reap({ max: 2 }).length, 2)
  assert.equal(reap({ max: 1, names: true }).length, 1)
  assert.equal(reap({ max: Number.MAX_SAFE_INTEGER }).length, 2)
  makeZombie()
  assert.equal(reap({ max: Infinity }).length, 1)
  assert.deepEqual(zombiesOf(process.pid), [])
})

test('exclude is left alone, wherever it stands', () => {
  const pids = [1, 2, 3, 4].map((exitCode) => makeZombie({ exitCode }))
  const reaped = reap({ exclude: new Set([pids[0], pids[2]]) })
  assert.deepEqual(
    reaped.map(({ pid }) => pid),
    [pids[1], pids[3]],
  )
  assert.deepEqual(
    reap({ exclude: [] }).map(({ pid }) => pid),
    [pids[0], pids[2]],
  )
})

test('the same goes for many zombies while no child lives, and for names', () => {
  const pids = Array.from({ length: 40 }, () => makeZombie())
  assert.deepEqual(
    reap({ exclude: [pids[20]] }).map(({ pid }) => pid),
    pids.toSpliced(20, 1),
  )
  assert.equal(reap().length, 1)
  pids.forEach(() => makeZombie())
  const named = reap({ names: true })
  assert.equal(named.length, 40)
  assert.ok(named.every(({ name }) => name === processInfo(process.pid)?.name))
})

test('names are those that ps shows, whatever bytes they have', async (t) => {
  const plain = startOrphan(t, 'sleep 0')
  const pids = [plain]
  const odd = ['a) Z (b', 'fünfzehn bytes', 'sixteen-bytes-lo', ' ']
  for (const name of odd) {
    const link = path.join(temporaryFolder(), name)
    fs.symlinkSync('/bin/sleep', link)
    pids.push(startOrphan(t, `"${link}" 0`))
  }
  await Promise.all(pids.map(untilZombie))
  const reaped = await untilReaped(pids, { names: true })
  const names = new Map(reaped.map(({ pid, name }) => [pid, name]))
  assert.deepEqual(
    pids.map((pid) => names.get(pid)),
    ['sleep', ...odd.map((name) => Buffer.from(name).subarray(0, 15).toString())],
  )
})

test('without names there is no such property', () => {
  makeZombie()
  assert.deepEqual(Object.keys(reap()[0]), ['pid', 'status', 'exitCode', 'signal', 'coreDumped'])
})

test('a dumped core is told', async (t) => {
  const directory = temporaryFolder()
  const pid = startOrphan(t, `sh -c 'cd ${directory}; ulimit -c unlimited; kill -SEGV $$'`)
  await untilZombie(pid)
  assert.deepEqual(await untilReaped([pid]), [
    { pid, status: 128 + 11, exitCode: null, signal: 'SIGSEGV', coreDumped: true },
  ])
})

test('10,000 zombies are taken in one call', () => {
  const pids = new Set()
  for (let i = 0; i < 10_000; i++) pids.add(makeZombie({ exitCode: i % 256, orphan: i % 10 === 0 }))
  for (const { pid, exitCode } of reap()) {
    assert.ok(pids.delete(pid))
    assert.equal(typeof exitCode, 'number')
  }
  assert.equal(pids.size, 0)
})

test('steal takes what there is, with names too', () => {
  const pid = makeZombie({ exitCode: 3 })
  assert.deepEqual(reap({ steal: true }), [
    { pid, status: 768, exitCode: 3, signal: null, coreDumped: false },
  ])
  makeZombie()
  makeZombie()
  const own = processInfo(process.pid)?.name
  assert.deepEqual(
    reap({ steal: true, names: true }).map(({ name }) => name),
    [own, own],
  )
})

/** @type {[unknown, string][]} */
const BAD_OPTIONS = [
  [null, 'ERR_INVALID_ARG_TYPE'],
  ['all', 'ERR_INVALID_ARG_TYPE'],
  [{ max: '1' }, 'ERR_INVALID_ARG_TYPE'],
  [{ max: -1 }, 'ERR_OUT_OF_RANGE'],
  [{ max: 0.5 }, 'ERR_OUT_OF_RANGE'],
  [{ max: Number.NaN }, 'ERR_OUT_OF_RANGE'],
  [{ max: -Infinity }, 'ERR_OUT_OF_RANGE'],
  [{ max: 2 ** 53 }, 'ERR_OUT_OF_RANGE'],
  [{ exlude: [1] }, 'ERR_INVALID_ARG_VALUE'],
  [{ names: 'yes' }, 'ERR_INVALID_ARG_TYPE'],
  [{ steal: 1 }, 'ERR_INVALID_ARG_TYPE'],
  [{ exclude: 1 }, 'ERR_INVALID_ARG_TYPE'],
  [{ exclude: null }, 'ERR_INVALID_ARG_TYPE'],
  [{ exclude: '12' }, 'ERR_INVALID_ARG_TYPE'],
  [{ exclude: [undefined] }, 'ERR_INVALID_ARG_TYPE'],
  [{ exclude: [1.5] }, 'ERR_OUT_OF_RANGE'],
  [{ exclude: [0] }, 'ERR_OUT_OF_RANGE'],
  [{ exclude: [-1] }, 'ERR_OUT_OF_RANGE'],
  [{ exclude: [2 ** 31] }, 'ERR_OUT_OF_RANGE'],
  [{ exclude: [], steal: true }, 'ERR_INCOMPATIBLE_OPTION_PAIR'],
]

test('bad options are refused before anything is taken', () => {
  const pid = makeZombie()
  for (const [options, code] of BAD_OPTIONS) {
    assert.throws(() => reap(/** @type {any} */ (options)), { code }, JSON.stringify(options))
  }
  assert.equal(processInfo(pid)?.state, 'Z')
  assert.equal(reap()[0].pid, pid)
})

test('an endless iterable is left at its first bad element', () => {
  let returned = false
  const exclude = (function* () {
    try {
      for (;;) yield 'x'
    } finally {
      returned = true
    }
  })()
  assert.throws(() => reap({ exclude: /** @type {any} */ (exclude) }), {
    code: 'ERR_INVALID_ARG_TYPE',
    message: /options\.exclude\[0\]/,
  })
  assert.equal(returned, true)
})

test('what is put on Object.prototype is no option of a bare reap()', () => {
  const prototype = /** @type {any} */ (Object.prototype)
  prototype.max = 0
  try {
    makeZombie()
    assert.equal(reap().length, 1)
  } finally {
    delete prototype.max
  }
})

test('without a free file descriptor it says so, and not that there is no /proc', async () => {
  assert.deepEqual(
    await runNode([program('reap/no-descriptors.js')], {
      under: ['sh', '-c', 'ulimit -n 256; exec "$@"', 'sh'],
    }),
    {
      error: { code: 'EMFILE', errno: -24, syscall: 'open' },
      reaped: [41, 42],
      exitCode: 40,
    },
  )
})

test('steal takes a child that was cloned with no exit signal', async () => {
  const library = compile('reap/clone-silent.c', ['-shared', '-fPIC'])
  const script = `
    const { reap } = require(${JSON.stringify(root)})
    const pid = require('koffi').load(${JSON.stringify(library)}).func('int clone_silently()')()
    const [bare, [{ pid: stolen, exitCode }]] = [reap(), reap({ steal: true })]
    console.log(JSON.stringify([bare, stolen === pid, exitCode]))`
  assert.deepEqual(await runNode(['-e', script]), [[], true, 9])
})

test('an error of the excluding iterable is passed on, and nothing is taken', () => {
  const pid = makeZombie()
  const exclude = (function* () {
    yield 1
    throw new Error('from the iterable')
  })()
  assert.throws(() => reap({ exclude }), { message: 'from the iterable' })
  assert.equal(reap()[0].pid, pid)
})

test('in a Worker it is refused, where silence would hide the leak', async () => {
  const script = `
    const { reap } = require(${JSON.stringify(root)})
    const { parentPort } = require('node:worker_threads')
    for (const options of [undefined, { steal: true }]) {
      try { reap(options); parentPort.postMessage('none') } catch ({ code }) { parentPort.postMessage(code) }
    }`
  const worker = new Worker(script, { eval: true })
  /** @type {string[]} */
  const codes = []
  worker.on('message', (code) => codes.push(code))
  await new Promise((resolve) => worker.on('exit', resolve))
  assert.deepEqual(codes, Array(2).fill('ERR_ZOMBIE_REAPER_NOT_MAIN_THREAD'))
})

// The package loads its files on demand.
test('where no file can be opened any more, nothing that it takes is lost', async () => {
  const script = `
    const fs = require('node:fs')
    const { makeZombie, reap } = require(${JSON.stringify(root)})
    makeZombie({ exitCode: 7 })
    const fds = []
    try {
      for (;;) fds.push(fs.openSync('/dev/null'))
    } catch {}
    const reaped = []
    try {
      reaped.push(...reap())
    } catch {}
    for (const fd of fds) fs.closeSync(fd)
    reaped.push(...reap())
    console.log(JSON.stringify(reaped.map(({ exitCode }) => exitCode)))`
  const under = ['sh', '-c', 'ulimit -n 200; exec "$@"', 'sh']
  assert.deepEqual(await runNode(['-e', script], { under }), [7])
})

// strace fakes children that die faster than reap() takes them: every wait call finds one more. A
// bare reap() takes whatever comes only when it sees many zombies and no thread is busy.
for (const options of ['{}', '{ steal: true }']) {
  test(
    `reap(${options}) ends while there is always one zombie more`,
    { skip: skipWithoutStrace },
    async () => {
      const script = `
        const { makeZombie, reap } = require(${JSON.stringify(root)})
        for (let i = 0; i < 20; i++) makeZombie()
        let taken
        do taken = reap(${options}).length
        while (taken <= 20)
        console.log(JSON.stringify(taken))`
      const under = ['strace', '-o', '/dev/null', '-e', 'inject=wait4:retval=4711']
      const taken = await runNode(['-e', script], { under })
      assert.equal(taken, 32_768)
    },
  )
}
