'use strict'

const assert = require('node:assert/strict')
const { spawn, spawnSync } = require('node:child_process')
const { once } = require('node:events')
const fs = require('node:fs')
const path = require('node:path')
const { afterEach, test } = require('node:test')

const { reap } = require('../..')
const { command, runCommand } = require('../support/cli')
const {
  IN_FOREIGN_PROC,
  copyPackage,
  preloading,
  program,
  root,
  skipWithoutNamespace,
  skipWithoutStrace,
  until,
} = require('../support/helpers')
const { descendantsOf } = require('../support/process-table')

const node = process.execPath
const leaveBehind = program('cli/leave-behind.js')

// This process is a subreaper: whatever a command leaves behind becomes its child.
const living = () => descendantsOf(process.pid).filter(({ state }) => state !== 'Z')
const untilNothingLives = () => until(() => living().length === 0, 'nothing is alive')

afterEach(() => void reap())

/** @param {string[]} args @param {Parameters<typeof runCommand>[1]} [options] */
function runJob(args, options) {
  const { status, stdout, stderr } = runCommand(['run', ...args], options)
  // Without a wait: the command ends only when nothing is left.
  assert.deepEqual(living(), [])
  return { status, stdout, stderr }
}

/**
 * Starts a job, and waits until its program has written "ready".
 * @param {string[]} args
 */
async function startJob(args) {
  const child = spawn(node, [command, 'run', ...args], { stdio: ['ignore', 'ignore', 'pipe'] })
  const pid = Number(child.pid)
  const exited = once(child, 'exit')
  await once(child.stderr, 'data')
  const guard = descendantsOf(pid).find(({ ppid }) => ppid === pid)
  return { child, exited, guard: Number(guard?.pid) }
}

test('the exit code is that of the program', () => {
  for (const [script, code] of /** @type {[string, number][]} */ ([
    ['exit 0', 0],
    ['exit 7', 7],
    ['kill -TERM $$', 143],
    ['kill -KILL $$', 137],
  ])) {
    assert.equal(runJob(['--', 'sh', '-c', script]).status, code, script)
  }
})

test('the program has its arguments, its environment, stdin and stdout', () => {
  const script = 'cat; printf "[%s]" "$@"; echo "$VALUE" >&2'
  const args = ['--', 'sh', '-c', script, 'sh', '--json', '--', '', 'a b']
  const env = { ...process.env, VALUE: 'given' }
  const result = runJob(args, { stdio: ['pipe', 'pipe', 'pipe'], input: 'in', env })
  assert.deepEqual(result, { status: 0, stdout: 'in[--json][--][][a b]', stderr: 'given\n' })
})

test('a program that cannot be started has the exit code of a shell', () => {
  const missing = runJob(['--', '/no/such/program'])
  assert.equal(missing.status, 127)
  assert.match(missing.stderr, /^zombie-reaper: spawn \/no\/such\/program ENOENT\n$/)
  assert.equal(runJob(['--', '/etc/passwd']).status, 126)
})

/**
 * Runs a program where the command or its guard has few free descriptors.
 * @param {string} name the end of the path of one of the two
 * @param {number} free
 */
function runWithFew(name, free) {
  const env = { ...preloading('cli/few-descriptors.js'), PROGRAM: name, FREE: `${free}` }
  return runJob(['--', 'true'], { under: ['prlimit', '--nofile=64:64'], env })
}

for (const [who, name, failed] of /** @type {const} */ ([
  ['the command', 'zombie-reaper.js', 125],
  ['the guard', 'guard.js', 126],
])) {
  test(`without free descriptors ${who} says so in one line`, () => {
    const results = [2, 4, 8].map((free) => runWithFew(name, free))
    assert.deepEqual([results[0].status, results.at(-1)?.status], [failed, 0])
    for (const { status, stderr } of results) {
      if (status === 0) assert.equal(stderr, '')
      else assert.match(stderr, /^zombie-reaper: spawn .* EMFILE\. .*\(ulimit -n\)\n$/)
    }
  })
}

test('afterwards nothing that it started is left', () => {
  assert.equal(runJob(['--', node, leaveBehind, '3']).status, 3)
})

test('--json says on stderr how it ended', () => {
  const { status, stdout, stderr } = runJob(['--json', '--', 'sh', '-c', 'echo out; exit 5'])
  assert.deepEqual([status, stdout], [5, 'out\n'])
  assert.deepEqual(JSON.parse(stderr), { exitCode: 5, remaining: [] })
})

test('--kill-after ends a program that ignores the signal', async () => {
  const script = `process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); console.error('ready')`
  const { child, exited } = await startJob(['--kill-after', '0', '--', node, '-e', script])
  child.kill('SIGTERM')
  assert.deepEqual(await exited, [137, null])
  assert.deepEqual(living(), [])
})

test('killed, it leaves no process behind', async () => {
  const { child, exited } = await startJob(['--', node, leaveBehind])
  child.kill('SIGKILL')
  await exited
  await untilNothingLives()
})

test('when its guard is killed, it ends the rest', async () => {
  const { exited, guard } = await startJob(['--', node, leaveBehind])
  process.kill(guard, 'SIGKILL')
  assert.deepEqual(await exited, [137, null])
  assert.deepEqual(living(), [])
})

test('killed while it ends the rest, it leaves none behind', async () => {
  const { child, exited } = await startJob(['--kill-after', '1000', '--', node, leaveBehind, '0'])
  // Only the process that ignores SIGTERM lives on below the guard.
  await until(() => descendantsOf(Number(child.pid)).length === 2, 'the others have ended')
  child.kill('SIGKILL')
  await exited
  await untilNothingLives()
})

test('with the automatic mode in the environment it works the same', () => {
  const env = { ...process.env, NODE_OPTIONS: `--require "${path.join(root, 'auto.js')}"` }
  const args = ['--kill-after', '0', '--', node, leaveBehind, '4']
  assert.equal(runJob(args, { env }).status, 4)
})

test('without the native part it refuses, and says why', () => {
  const copy = copyPackage()
  for (const file of fs.readdirSync(copy)) {
    if (file.endsWith('.node')) fs.rmSync(path.join(copy, file))
  }
  const file = path.join(copy, 'bin/zombie-reaper.js')
  const { status, stdout, stderr } = runCommand(['run', '--', 'echo', 'hi'], { file })
  assert.deepEqual([status, stdout], [125, ''])
  assert.match(stderr, /^zombie-reaper: zombie-reaper cannot load its native part/)
})

test(
  'with /proc of another PID namespace no program starts',
  { skip: skipWithoutNamespace },
  () => {
    const run = [node, command, 'run', '--', 'echo', 'started']
    const { status, stdout, stderr } = spawnSync('unshare', ['--pid', '--fork', ...run], {
      encoding: 'utf8',
    })
    assert.equal(stdout, '')
    assert.match(stderr, /^zombie-reaper: The processes cannot be listed/)
    assert.equal(status, 125)
  },
)

test(
  'a guard that cannot watch its program says so, and has the same exit code',
  { skip: skipWithoutNamespace || skipWithoutStrace },
  () => {
    const guard = path.join(root, 'lib/cli/run/guard.js')
    for (const [under, message] of /** @type {const} */ ([
      [IN_FOREIGN_PROC, /^zombie-reaper: The processes cannot be listed/],
      [
        ['strace', '-qqo', '/dev/null', '-e', 'inject=prctl:error=EPERM'],
        /^zombie-reaper: .*EPERM/,
      ],
    ])) {
      const [file, ...args] = [...under, node, guard, '', 'echo', 'started']
      const { status, stdout, stderr } = spawnSync(file, args, {
        stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
        encoding: 'utf8',
      })
      assert.match(stderr, message)
      assert.deepEqual([status, stdout], [125, ''])
    }
  },
)
