'use strict'

const assert = require('node:assert/strict')
const { spawn } = require('node:child_process')
const { once } = require('node:events')
const fs = require('node:fs')
const { createInterface } = require('node:readline')
const { after, test } = require('node:test')
const { Worker } = require('node:worker_threads')

const { installSubreaper, makeZombie, reap, startReaper, zombies } = require('../..')
const {
  IN_NAMESPACE,
  compile,
  nodeName,
  program,
  root,
  runNode,
  skipWithoutNamespace,
  skipWithoutRoot,
  skipWithoutStrace,
  startOrphan,
  traceSystemCalls,
  until,
  untilReaped,
  untilZombie,
} = require('../support/helpers')
const { descendantsOf, processInfo } = require('../support/process-table')
const { tracedZombie } = require('../support/traced')

installSubreaper()
after(() => reap())

/**
 * @param {number | undefined} pid
 * @returns {Omit<import('../..').ZombieInfo, 'pid' | 'name' | 'startTime'> | undefined}
 */
function verdict(pid) {
  const found = zombies().find((zombie) => zombie.pid === pid)
  if (found === undefined) return undefined
  const { ppid, parentName, parentArgv, reaper } = found
  return { ppid, parentName, parentArgv, reaper }
}

const ownArgv = fs.readFileSync('/proc/self/cmdline', 'utf8').split('\0').slice(0, -1)

/** @param {import('../..').ZombieInfo['reaper']} reaper */
function oursWith(reaper) {
  return { ppid: process.pid, parentName: nodeName, parentArgv: ownArgv, reaper }
}

/** @param {number | undefined} pid */
function spinUntilZombie(pid = 0) {
  while (processInfo(pid)?.state !== 'Z');
}

test('a zombie that nobody waits for is ours, and described', () => {
  const before = Date.now()
  const pids = [makeZombie(), makeZombie({ orphan: true })]
  for (const pid of pids) {
    const found = zombies().find((zombie) => zombie.pid === pid)
    assert.ok(found)
    const { startTime, ...rest } = found
    assert.deepEqual(rest, { pid, name: nodeName, ...oursWith('us') })
    assert.ok(startTime >= before - 20 && startTime <= Date.now() + 20, `${startTime - before}`)
  }
  reap()
  assert.deepEqual(pids.map(verdict), [undefined, undefined])
})

test('one that the automatic mode has seen is in quarantine, until that is stopped', async () => {
  const pid = makeZombie()
  const reaper = startReaper({ quarantine: 60_000 })
  await until(() => reaper.stats.quarantined === 1, 'it has been seen')
  assert.deepEqual(verdict(pid), oursWith('quarantine'))
  reaper.stop()
  assert.deepEqual(verdict(pid), oursWith('us'))
  reap()
  assert.equal(verdict(pid), undefined)
})

test("a child of child_process is libuv's", async () => {
  const child = spawn('true')
  spinUntilZombie(child.pid)
  assert.deepEqual(verdict(child.pid), oursWith('libuv'))
  await once(child, 'exit')
  assert.equal(verdict(child.pid), undefined)
})

test("a Worker's zombie is another thread's, and ours when the Worker has ended", async () => {
  const script = `
    const { parentPort } = require('node:worker_threads')
    const { makeZombie, zombies } = require(${JSON.stringify(root)})
    const own = makeZombie()
    const child = require('node:child_process').spawn('true').pid
    const stat = () => require('node:fs').readFileSync('/proc/' + child + '/stat', 'latin1')
    while (!stat().includes(') Z '));
    const seen = Object.fromEntries(zombies().map(({ pid, reaper }) => [pid, reaper]))
    parentPort.on('message', (main) => {
      const now = Object.fromEntries(zombies().map(({ pid, reaper }) => [pid, reaper]))
      parentPort.postMessage(now[main])
    })
    parentPort.postMessage({ own, ownSeen: seen[own], childSeen: seen[child] })`
  const worker = new Worker(script, { eval: true })
  const [{ own, ownSeen, childSeen }] = await once(worker, 'message')
  assert.deepEqual([ownSeen, childSeen], ['other-thread', 'libuv'])
  assert.deepEqual(verdict(own), oursWith('other-thread'))

  const main = makeZombie()
  worker.postMessage(main)
  assert.deepEqual(await once(worker, 'message'), ['other-thread'])

  await worker.terminate()
  assert.deepEqual(verdict(own), oursWith('us'))
  reap()
})

test('a process whose leader thread has ended waits for its threads', async (t) => {
  const pid = startOrphan(t, compile('shared/leader-ends.c'))
  await untilZombie(pid)
  assert.deepEqual(verdict(pid), oursWith('threads'))
  process.kill(pid, 'SIGKILL')
  await until(() => reap().length > 0, 'it is reaped')
})

test('a traced zombie waits for its tracer', async (t) => {
  const { pid, tracer } = await tracedZombie(t)
  assert.deepEqual(verdict(pid), oursWith('tracer'))
  tracer.stdin.end()
  await until(() => verdict(pid)?.reaper === 'us', 'it is ours')
  await untilReaped([pid])
})

test('a zombie of a living parent that does not wait names that parent', async (t) => {
  const shell = spawn('/bin/sh', ['-c', 'sleep 1000 & echo $!; exec tail -f /dev/null'])
  t.after(() => shell.kill('SIGKILL'))
  const pid = Number(await once(shell.stdout, 'data'))
  // The shell would reap the zombie, tail does not. The exec sets the name first, and the command
  // line last (fs/binfmt_elf.c, load_elf_binary).
  const commandLine = () => fs.readFileSync(`/proc/${shell.pid}/cmdline`, 'latin1')
  await until(() => commandLine().startsWith('tail'), 'its parent is a tail')
  process.kill(pid, 'SIGKILL')
  await untilZombie(pid)
  const parentArgv = ['tail', '-f', '/dev/null']
  assert.deepEqual(verdict(pid), {
    ppid: shell.pid,
    parentName: 'tail',
    parentArgv,
    reaper: 'parent',
  })
})

test('so is one that a thread of its parent traces', async (t) => {
  const ptrace = compile('shared/ptrace.c')
  const debug = spawn(ptrace, ['own'])
  t.after(() => debug.kill('SIGKILL'))
  const pid = Number(await once(debug.stdout, 'data'))
  process.kill(pid, 'SIGKILL')
  await untilZombie(pid)
  assert.deepEqual(verdict(pid), {
    ppid: debug.pid,
    parentName: 'ptrace',
    parentArgv: [ptrace, 'own'],
    reaper: 'parent',
  })
})

test(
  'one whose parent is in another PID namespace waits for somebody outside',
  { skip: skipWithoutRoot || skipWithoutNamespace },
  async (t) => {
    const [command, ...args] = [
      ...IN_NAMESPACE,
      process.execPath,
      program('inspect/zombies-seen.js'),
    ]
    const inside = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] })
    t.after(() => inside.kill('SIGKILL'))
    const lines = createInterface({ input: inside.stdout })[Symbol.asyncIterator]()
    await lines.next()
    const [node] = descendantsOf(inside.pid ?? 0)
    const guest = spawn('nsenter', ['-t', `${node?.pid}`, '-p', 'sleep', '1000'])
    t.after(() => guest.kill('SIGKILL'))
    const sleeper = await until(
      () => descendantsOf(guest.pid ?? 0).find(({ name }) => name === 'sleep'),
      'nsenter has started it',
    )
    guest.kill('SIGSTOP')
    await until(() => processInfo(guest.pid ?? 0)?.state === 'T', 'nsenter has stopped')
    process.kill(sleeper.pid, 'SIGKILL')
    await untilZombie(sleeper.pid)

    inside.stdin.write('\n')
    const { value } = await lines.next()
    /** @type {import('../..').ZombieInfo[]} */
    const [{ name, ppid, parentName, parentArgv, reaper }, ...others] = JSON.parse(value)
    assert.deepEqual(
      { name, ppid, parentName, parentArgv, reaper, others },
      { name: 'sleep', ppid: 0, parentName: null, parentArgv: [], reaper: 'outside', others: [] },
    )
    // Seen from outside, the zombie belongs to nsenter.
    assert.deepEqual(verdict(sleeper.pid), {
      ppid: guest.pid,
      parentName: 'nsenter',
      parentArgv: guest.spawnargs,
      reaper: 'parent',
    })
  },
)

test(
  'an orphan of a PID 1 that does not wait is told as such, as by `docker exec`',
  { skip: skipWithoutRoot || skipWithoutNamespace },
  async (t) => {
    const argv = ['tail', '-f', '/dev/null']
    const [command, ...args] = [...IN_NAMESPACE, ...argv]
    const container = spawn(command, args)
    t.after(() => container.kill('SIGKILL'))
    const init = await until(
      () => descendantsOf(container.pid ?? 0).find(({ name }) => name === 'tail'),
      'PID 1 runs',
    )
    const script = `
      const { spawnSync } = require('node:child_process')
      const { processStat } = require(${JSON.stringify(`${root}/lib/proc/table`)})
      for (const command of process.argv.slice(1)) {
        const shell = spawnSync('sh', ['-c', command + ' >/dev/null 2>&1 & exec echo $!'])
        while (processStat(Number(shell.stdout)).state !== 'Z');
      }
      console.log(JSON.stringify(require(${JSON.stringify(root)}).zombies()))`
    const found = await runNode(['-e', script, 'sleep 0', compile('shared/leader-ends.c')], {
      under: ['nsenter', '-t', `${init.pid}`, '-p', '-m'],
    })
    const parent = { ppid: 1, parentName: 'tail', parentArgv: argv }
    assert.deepEqual(
      found.map((/** @type {import('../..').ZombieInfo} */ zombie) => {
        const { name, ppid, parentName, parentArgv, reaper } = zombie
        return { name, ppid, parentName, parentArgv, reaper }
      }),
      [
        { name: 'sleep', ...parent, reaper: 'pid1' },
        // No init can reap this one yet.
        { name: 'leader-ends', ...parent, reaper: 'threads' },
      ],
    )
  },
)

test(
  'PID 1 says so of itself, as long as no reaper runs in it',
  { skip: skipWithoutNamespace },
  async () => {
    const script = `
      const { makeZombie, reapOrphans, startReaper, zombies } = require(${JSON.stringify(root)})
      makeZombie({ orphan: true })
      const seen = []
      const look = () => seen.push(zombies()[0].reaper)
      look()
      const reaper = startReaper({ quarantine: 2 ** 31 - 1 })
      look()
      setImmediate(() => setImmediate(() => {
        look()
        reaper.stop()
        console.log(JSON.stringify(seen))
      }))`
    assert.deepEqual(await runNode(['-e', script], { under: IN_NAMESPACE }), [
      'pid1',
      'us',
      'quarantine',
    ])
  },
)

// A program that the kernel starts is in no process group, as the kernel's threads are. So is each
// program of a machine whose PID 1 calls no setsid(2). There getpgid(2) returns 0.
test('a zombie in no process group is found', { skip: skipWithoutStrace }, async () => {
  const script = `
    const { makeZombie, zombies } = require(${JSON.stringify(root)})
    const pid = makeZombie()
    console.log(JSON.stringify(zombies().filter((zombie) => zombie.pid === pid).length))`
  const inject = ['-e', 'trace=getpgid', '-e', 'inject=getpgid:retval=0']
  const under = ['strace', '-f', '-o', '/dev/null', ...inject]
  assert.equal(await runNode(['-e', script], { under }), 1)
})

test("a parent's command line is read once a call", { skip: skipWithoutStrace }, async () => {
  const script = `
    const { makeZombie, zombies } = require(${JSON.stringify(root)})
    for (let i = 0; i < 50; i++) makeZombie()
    console.log(JSON.stringify(zombies().filter(({ ppid }) => ppid === process.pid).length))`
  const calls = await traceSystemCalls(['-e', script])
  const pid = calls.find((call) => call.includes('execve('))?.split(' ')[0]
  assert.equal(calls.filter((call) => call.includes(`"/proc/${pid}/cmdline"`)).length, 1)
})

test(
  'where /proc shows another PID namespace nothing is guessed',
  { skip: skipWithoutNamespace },
  async () => {
    const script = `
      const z = require(${JSON.stringify(root)})
      const code = (f) => { try { f() } catch (error) { return error.code } }
      console.log(JSON.stringify([z.zombies, z.orphans, z.pidUsage].map(code)))`
    const codes = await runNode(['-e', script], {
      under: IN_NAMESPACE.filter((argument) => argument !== '--mount-proc'),
    })
    assert.deepEqual(codes, Array(3).fill('ERR_ZOMBIE_REAPER_NO_PROC'))
  },
)
