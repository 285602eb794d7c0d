'use strict'

const assert = require('node:assert/strict')
const { spawn } = require('node:child_process')
const { once } = require('node:events')
const { performance } = require('node:perf_hooks')
const { createInterface } = require('node:readline')
const { beforeEach, test } = require('node:test')

const { createJob, installSubreaper, makeZombie, reap, startReaper } = require('../..')
const {
  HANG,
  IN_NAMESPACE,
  program,
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
