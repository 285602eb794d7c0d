'use strict'

const assert = require('node:assert/strict')
const { spawn, spawnSync } = require('node:child_process')
const { once } = require('node:events')
const { performance } = require('node:perf_hooks')
const { createInterface } = require('node:readline')
const { beforeEach, test } = require('node:test')

const { processStat } = require('../../lib/proc/table')
const { createJob, installSubreaper, makeZombie, reap, startReaper } = require('../..')
const {
  HANG,
  IN_NAMESPACE,
  program,
  root,
  runNode,
  skipWithoutNamespace,
  skipWithoutRoot,
  startOrphan,
  until,
  untilNothingIsLeft,
  untilZombie,
} = require('../support/helpers')
const { descendantsOf, processInfo } = require('../support/process-table')

// Very long, in ms: a test in which close() waits for this time visibly hangs.
const NEVER = 600_000

/** @param {number} pid */
function lives(pid) {
  return !['Z', undefined].includes(processInfo(pid)?.state)
}

/** @param {import('../..').Job} job */
function pidsOf(job) {
  return job.processes().map(({ pid }) => pid)
}

/**
 * Starts a process that prints PIDs. This process and the printed ones are killed when the test
 * ends.
 * @param {import('node:test').TestContext} t
 * @param {string[]} command
 * @param {import('node:child_process').SpawnOptions} [options]
 */
function start(t, [file, ...args], options = {}) {
  const child = spawn(file, args, { ...options, stdio: ['pipe', 'pipe', 'inherit'] })
  const pids = [child.pid ?? 0]
  t.after(() => {
    for (const pid of pids) if (lives(pid)) kill(pid)
  })
  const { stdin, stdout } = child
  assert.ok(stdin !== null && stdout !== null)
  const lines = createInterface({ input: stdout })[Symbol.asyncIterator]()
  return {
    child,
    pid: pids[0],
    stdin,
    /** The PIDs of the next line. */
    async nextPids() {
      const { value } = await lines.next()
      const numbers = String(value).split(' ').map(Number)
      pids.push(...numbers)
      return numbers
    },
    async nextLine() {
      return (await lines.next()).value
    },
  }
}

/**
 * Does the same with a shell script. No process of the script may keep the script's output open.
 * @param {import('node:test').TestContext} t
 * @param {string} script
 * @param {import('node:child_process').SpawnOptions} [options]
 */
function startShell(t, script, options) {
  return start(t, ['/bin/sh', '-c', script], options)
}

/**
 * Does the same with a script for bash. Node's pipes are sockets, and bash takes a socket as stdin
 * for a remote shell. Without --norc bash would read ~/.bashrc and start the programs in there.
 * @param {import('node:test').TestContext} t
 * @param {string} script
 * @param {import('node:child_process').SpawnOptions} [options]
 */
function startBash(t, script, options) {
  return start(t, ['bash', '--norc', '-c', script], options)
}

const SLEEP = 'sleep 1000 >/dev/null'

/** @param {number} pid */
function kill(pid) {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // The process has just ended.
  }
}

// Ends the processes that a test has not ended through its job.
beforeEach(() => {
  for (const { pid, state } of descendantsOf(process.pid)) {
    if (state !== 'Z') kill(pid)
  }
  return untilNothingIsLeft()
})

test('its environment is ours and one variable of its own', () => {
  const before = { ...process.env }
  const [a, b] = [createJob(), createJob()]
  const own = Object.keys(a.env).filter((name) => !(name in before))
  assert.equal(own.length, 1)
  assert.match(own[0], /^ZOMBIE_REAPER_JOB_\w+$/)
  assert.ok(!(own[0] in b.env))
  assert.deepEqual({ ...process.env }, before)
})

for (const [reaper, isUs] of /** @type {const} */ ([
  ['us', true],
  ['another reaper', false],
])) {
  test(`a daemon that ${reaper} has adopted is found by its environment and ended`, async (t) => {
    installSubreaper(isUs)
    const job = createJob()
    const { child, nextPids } = startShell(t, `(setsid ${SLEEP} & echo $!)`, { env: job.env })
    const [daemon] = await nextPids()
    if (child.exitCode === null) await once(child, 'exit')
    assert.equal(processInfo(daemon)?.ppid === process.pid, isUs)
    assert.deepEqual(pidsOf(job), [daemon])
    const { reaped, remaining } = await job.close({ killAfter: NEVER })
    assert.ok(!lives(daemon))
    assert.deepEqual(remaining, [])
    assert.deepEqual(
      reaped.map(({ pid, signal }) => ({ pid, signal })),
      isUs ? [{ pid: daemon, signal: 'SIGTERM' }] : [],
    )
  })
}

test('the variable is found behind a large environment, and not in the value of another one', async (t) => {
  const job = createJob()
  const large = Object.fromEntries([0, 1, 2].map((i) => [`LARGE_${i}`, 'x'.repeat(100_000)]))
  const member = startShell(t, `exec ${SLEEP}`, { env: { ...large, ...job.env } })
  const name = Object.keys(job.env).find((key) => !(key in process.env))
  const other = startShell(t, `exec ${SLEEP}`, { env: { ...process.env, OTHER: `${name}=1` } })
  assert.deepEqual(pidsOf(job), [member.pid])
  await job.close()
  assert.ok(lives(other.pid))
})

test('without the environment it is found in the session of a member that has ended', async (t) => {
  installSubreaper()
  const job = createJob()
  // Job control gives each process its own process group.
  const script = `set -m; read go; env -i ${SLEEP} & echo $!`
  const { child, stdin, nextPids } = startBash(t, script, { detached: true })
  assert.equal(job.add(child), child)
  assert.deepEqual(pidsOf(job), [child.pid])
  stdin.write('\n')
  const [left] = await nextPids()
  if (child.exitCode === null) await once(child, 'exit')
  assert.deepEqual(pidsOf(job), [left])
  const { reaped } = await job.close({ killAfter: NEVER })
  assert.deepEqual(
    reaped.map(({ pid }) => pid),
    [left],
  )
})

test('and so it is in the process group of a member that has ended', async (t) => {
  const job = createJob()
  // Job control gives the inner shell its own process group, in a session that it does not lead.
  const inner = `echo $$; read go; env -i ${SLEEP} & echo $!`
  const { stdin, nextPids } = startBash(t, `exec 2>/dev/null; set -m; sh -c '${inner}' <&0 & wait`)
  const [leader] = await nextPids()
  job.add(leader)
  assert.deepEqual(pidsOf(job), [leader])
  stdin.write('\n')
  const [left] = await nextPids()
  await until(() => !processInfo(leader), 'the leader is gone')
  assert.deepEqual(pidsOf(job), [left])
  await job.close({ killAfter: NEVER })
  assert.ok(!lives(left))
})

test('a descendant found once is a member for good, whatever becomes of its parent', async (t) => {
  const job = createJob()
  const { child, nextPids } = startShell(t, `env -i setsid ${SLEEP} & echo $!; wait`)
  job.add(child)
  const [daemon] = await nextPids()
  await until(() => pidsOf(job).includes(daemon), 'it has been seen')
  child.kill('SIGKILL')
  await once(child, 'exit')
  assert.deepEqual(pidsOf(job), [daemon])
  await job.close({ killAfter: NEVER })
  assert.ok(!lives(daemon))
})

test('who ignores the signal is killed, and not before its time', async (t) => {
  installSubreaper()
  const job = createJob()
  const script = `trap "" TERM; (${SLEEP} & echo $!)`
  const { nextPids } = startShell(t, script, { env: job.env })
  const [stubborn] = await nextPids()
  const begin = performance.now()
  const { reaped, remaining } = await job.close({ killAfter: 300 })
  assert.ok(performance.now() - begin >= 300)
  assert.deepEqual(
    reaped.map(({ pid, signal }) => ({ pid, signal })),
    [{ pid: stubborn, signal: 'SIGKILL' }],
  )
  assert.deepEqual(remaining, [])
})

test('a signal of your choice is sent once, and a stopped process gets it', async (t) => {
  const job = createJob()
  const script = `trap 'n=$((n + 1)); sleep 0.2; exit $n' RTMIN+3; echo $$; while :; do ${SLEEP} & wait; done`
  const { child, pid, nextPids } = startBash(t, script)
  job.add(child)
  await nextPids()
  // Before its exec, the sleep would handle the signal as its shell does.
  await until(() => descendantsOf(pid)[0]?.name === 'sleep', 'its sleep runs')
  process.kill(pid, 'SIGSTOP')
  await until(() => processInfo(pid)?.state === 'T', 'it has stopped')
  const exit = once(child, 'exit')
  const { reaped } = await job.close({ signal: 'SIGRTMIN+3', killAfter: NEVER })
  assert.deepEqual(await exit, [1, null], 'libuv has its status')
  assert.ok(!reaped.some((process) => process.pid === pid))
})

test('what is started while it is being closed is ended too', async (t) => {
  installSubreaper()
  const job = createJob()
  const last = `echo $$; ${SLEEP}`
  // Children inherit ignored signals. The sleep that the shell waits for also dies of the signal.
  const handler = `trap "" TERM; setsid sh -c "${last.replaceAll('$', '\\$')}" & exit`
  const script = `trap '${handler}' TERM; echo $$; ${SLEEP} & wait`
  const { nextPids } = startShell(t, script, { env: job.env })
  await nextPids()
  // Long enough for the shell to start the last process.
  const closing = job.close({ killAfter: 3000 })
  const [late] = await nextPids()
  const { reaped, remaining } = await closing
  assert.ok(!lives(late))
  assert.ok(reaped.some(({ pid }) => pid === late))
  assert.deepEqual(remaining, [])
  assert.deepEqual(pidsOf(job), [])
})

test('one that never ceases to fork is ended, and all that it forked', async (t) => {
  installSubreaper()
  const job = createJob()
  const script = `trap "" TERM; echo $$; while :; do ${SLEEP} & (${SLEEP} &); sleep 0.001; done`
  const { nextPids } = startShell(t, script, { env: job.env })
  await nextPids()
  const { reaped, remaining } = await job.close({ killAfter: 100, timeout: HANG })
  assert.ok(reaped.length > 0)
  assert.deepEqual(remaining, [])
  // A subshell that ended before any look is a zombie like any other.
  assert.ok(descendantsOf(process.pid).every(({ state }) => state === 'Z'))
})

test(
  'a PID that was given out again names nobody, and one that is still in use is not forgotten',
  { skip: skipWithoutNamespace || skipWithoutRoot },
  async () => {
    const stranger = { members: 0, remaining: 0, lives: true }
    const member = { members: 1, remaining: 0, lives: false }
    assert.deepEqual(await runNode([program('job/reused-pid.js')], { under: IN_NAMESPACE }), [
      stranger,
      stranger,
      member,
      stranger,
    ])
  },
)

test('two jobs that one setsid launcher has started stay apart', async (t) => {
  const [a, b] = [createJob(), createJob()]
  const member = `sh -c "${SLEEP} & wait"`
  const { child, nextPids } = start(t, [
    'setsid',
    'sh',
    '-c',
    `${member} & echo $!; ${member} & echo $!; wait`,
  ])
  const [[pidA], [pidB]] = [await nextPids(), await nextPids()]
  a.add(pidA)
  b.add(pidB)
  for (const [job, pid] of /** @type {const} */ ([
    [a, pidA],
    [b, pidB],
  ])) {
    await until(() => job.processes().length === 2, 'its sleep runs')
    assert.deepEqual(
      job.processes().map(({ ppid }) => ppid),
      [child.pid, pid],
    )
  }
  await a.close({ killAfter: NEVER })
  assert.ok(!lives(pidA))
  assert.ok(lives(pidB))
  assert.ok(lives(child.pid ?? 0))
  assert.equal(b.processes().length, 2)
  await b.close({ killAfter: NEVER })
})

test('a job within a job belongs to both', async (t) => {
  const outer = createJob()
  const { child, pid, stdin, nextPids, nextLine } = start(
    t,
    [process.execPath, program('job/nested.js')],
    { env: outer.env, detached: true },
  )
  outer.add(child)
  const [inside, outside] = await nextPids()
  assert.deepEqual(pidsOf(outer), [pid, inside, outside])
  stdin.write('\n')
  assert.equal(await nextLine(), 'closed 0')
  assert.ok(!lives(inside))
  assert.deepEqual(pidsOf(outer), [pid, outside])
  await outer.close({ killAfter: NEVER })
  assert.ok(!lives(pid) && !lives(outside))
})

test("a daemon of the inner job is the outer one's by its environment", async (t) => {
  const outer = createJob()
  const inner = { ...outer.env, ...createJob().env }
  const { nextPids } = startShell(t, `(setsid ${SLEEP} & echo $!)`, { env: inner })
  const [daemon] = await nextPids()
  assert.ok(pidsOf(outer).includes(daemon))
  await outer.close({ killAfter: NEVER })
  assert.ok(!lives(daemon))
})

/**
 * Runs own-session.js in a session whose leader it adds to a job. The leader is not an ancestor of
 * the program, since the kernel has reparented the program.
 * @param {import('node:test').TestContext} t
 * @param {{ before?: string, prefix?: string }} options `before`: commands that the leader runs
 *   first,
 *   `prefix` of the command
 */
async function closeSession(t, { before = '', prefix = '' }) {
  const node = `${prefix} "${process.execPath}" "${program('job/own-session.js')}"`
  const script = `exec 2>/dev/null; ${before}
    file=$(mktemp)
    (${SLEEP} & echo $! >$file) & wait $!
    other=$(cat $file); rm $file
    (sh -c '"$@"; exit' sh ${node} $$ $other &) & wait $!
    exec ${SLEEP}`
  const { child, nextLine } = startBash(t, script, { detached: true })
  const result = JSON.parse(await nextLine())
  if (child.signalCode === null) await once(child, 'exit')
  return result
}

test('our own session makes nobody a member, not even when its leader is one', async (t) => {
  installSubreaper()
  const expected = { members: 1, leader: false, bystander: true, parent: true }
  assert.deepEqual(await closeSession(t, { before: 'set -m' }), expected)
})

test('nor does our own process group', async (t) => {
  installSubreaper()
  const expected = { members: 1, leader: false, bystander: true, parent: true }
  assert.deepEqual(await closeSession(t, {}), expected)
})

test('an ancestor of ours is never a member, whatever session it is in', async (t) => {
  installSubreaper()
  const expected = { members: 2, leader: false, bystander: false, parent: true }
  assert.deepEqual(await closeSession(t, { prefix: 'setsid' }), expected)
})

test('what is not of the job is neither ended nor reaped', async (t) => {
  installSubreaper()
  const job = createJob()
  const other = startShell(t, `exec ${SLEEP}`)
  const orphan = startOrphan(t, 'sleep 1000')
  const zombie = makeZombie({ orphan: true })
  const { child, nextPids } = startShell(t, `(${SLEEP} & echo $!)`, { env: job.env })
  job.add(child)
  const [member] = await nextPids()
  const { reaped } = await job.close({ killAfter: NEVER })
  assert.ok(reaped.some(({ pid }) => pid === member))
  assert.ok(!reaped.some(({ pid }) => pid === zombie))
  assert.ok(lives(other.pid) && lives(orphan))
  assert.equal(processInfo(zombie)?.state, 'Z')
  assert.ok(reap().some(({ pid }) => pid === zombie))
})

test('an orphan is in quarantine first: it may be the child of another addon', async (t) => {
  installSubreaper()
  const job = createJob()
  const member = startOrphan(t, 'sleep 1000')
  job.add(member)
  const begin = performance.now()
  const { reaped } = await job.close({ signal: 'SIGKILL' })
  assert.ok(performance.now() - begin >= 100)
  assert.deepEqual(
    reaped.map(({ pid }) => pid),
    [member],
  )
})

test('of what startReaper() takes meanwhile, only members are told as reaped', async (t) => {
  installSubreaper()
  const reaper = startReaper({ quarantine: 0 })
  t.after(() => reaper.stop())
  /** @type {number[]} */
  const all = []
  reaper.on('reap', ({ pid }) => all.push(pid))
  const job = createJob()
  const other = startOrphan(t, 'sleep 1000')
  const script = `trap "" TERM; (${SLEEP} & echo $!)`
  const { child, nextPids } = startShell(t, script, { env: job.env })
  const [member] = await nextPids()
  if (child.exitCode === null) await once(child, 'exit')
  const closing = job.close({ killAfter: 200 })
  process.kill(other, 'SIGKILL')
  const { reaped } = await closing
  assert.deepEqual(
    reaped.map(({ pid }) => pid),
    [member],
  )
  await until(() => all.length === 2, 'both are told by the reaper')
  assert.deepEqual(all, [other, member])
})

test('a dead member is none of its processes', async (t) => {
  installSubreaper()
  const job = createJob()
  const member = job.add(startOrphan(t, 'sleep 1000'))
  assert.deepEqual(pidsOf(job), [member])
  process.kill(member, 'SIGKILL')
  await untilZombie(member)
  assert.deepEqual(pidsOf(job), [])
  const { reaped } = await job.close()
  assert.deepEqual(
    reaped.map(({ pid }) => pid),
    [member],
  )
})

test('it settles in time and says what remains', async (t) => {
  installSubreaper()
  const job = createJob()
  const { child, nextPids } = startShell(t, `(${SLEEP} & echo $!)`, { env: job.env })
  const [member] = await nextPids()
  if (child.exitCode === null) await once(child, 'exit')
  // The quarantine of an orphan's zombie lasts longer than this timeout.
  const { reaped, remaining } = await job.close({ killAfter: 0, timeout: 0 })
  assert.deepEqual(reaped, [])
  assert.deepEqual(
    remaining.map(({ pid }) => pid),
    [member],
  )
  await until(() => reap().some(({ pid }) => pid === member), 'it is gone')
})

test('a second close() is the first one, and nothing is added after it', async (t) => {
  const job = createJob()
  await assert.rejects(job.close({ killAfter: -1 }), { code: 'ERR_OUT_OF_RANGE' })
  const { child } = startShell(t, `exec ${SLEEP}`)
  job.add(child)
  const closing = job.close({ killAfter: NEVER })
  assert.equal(job.close(), closing)
  const late = startShell(t, `exec ${SLEEP}`)
  job.add(late.child)
  await closing
  assert.equal(job.close(), closing)
  assert.ok(!lives(late.pid), 'what came before it was over is ended')
  assert.throws(() => job.add(process.ppid), { code: 'ERR_ZOMBIE_REAPER_JOB_CLOSED' })
})

test('it is closed at the end of an "await using" block', async (t) => {
  const job = createJob()
  const { child, pid } = startShell(t, `exec ${SLEEP}`)
  job.add(child)
  assert.equal(await job[Symbol.asyncDispose](), undefined)
  assert.ok(!lives(pid))
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
