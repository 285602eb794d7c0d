'use strict'

// The zombies where the native part cannot be loaded, and their groups.

const assert = require('node:assert/strict')
const { spawn } = require('node:child_process')
const path = require('node:path')
const { after, test } = require('node:test')

const { installSubreaper, makeZombie, reap, zombies } = require('../..')
const { zombiesOfProc } = require('../../lib/cli/zombies/fallback')
const { groupsOf } = require('../../lib/cli/zombies/groups')
const {
  IN_NAMESPACE,
  compile,
  root,
  runNode,
  skipWithoutNamespace,
  skipWithoutRoot,
  startOrphan,
  until,
  untilAsleep,
  untilReaped,
  untilZombie,
} = require('../support/helpers')
const { descendantsOf, processInfo } = require('../support/process-table')
const { zombie } = require('../support/situation')
const { tracedZombie } = require('../support/traced')

/** @typedef {import('../..').ZombieInfo} Zombie */
/** @typedef {import('../../lib/cli/zombies/groups').Group} Group */

installSubreaper()
after(() => reap())

// Prints the groups, and who must reap each zombie.
const CODE = `
  const { groupsOf } = require(${JSON.stringify(path.join(root, 'lib/cli/zombies/groups'))})
  const { zombiesOfProc } = require(${JSON.stringify(path.join(root, 'lib/cli/zombies/fallback'))})
  const zombies = zombiesOfProc()
  JSON.stringify([groupsOf(zombies), zombies.map(({ reaper }) => reaper)])`

// Hides a process from a program, but not its PID: as if the process ended before each look at it.
const HIDE = 'mount -t tmpfs none "/proc/$1" && shift && exec "$@"'

const skip = skipWithoutRoot || skipWithoutNamespace

/** @param {Zombie[]} found @param {number} pid */
function of(found, pid) {
  const one = found.find((each) => each.pid === pid)
  assert.ok(one, `${pid}`)
  return one
}

/**
 * Starts a container whose PID 1 does not wait.
 * @param {import('node:test').TestContext} t
 * @returns {Promise<number>} the PID 1 here
 */
async function startContainer(t) {
  const argv = [...IN_NAMESPACE, 'sh', '-c', 'sleep 0 & exec sleep 1000']
  const container = spawn(argv[0], argv.slice(1), { stdio: 'ignore' })
  t.after(() => container.kill('SIGKILL'))
  const inside = () => descendantsOf(Number(container.pid))
  await until(() => inside().some(({ state }) => state === 'Z'), 'PID 1 has its zombie')
  const [{ pid }] = inside()
  await untilAsleep(pid)
  return pid
}

test('/proc alone tells almost what the native part knows', async (t) => {
  const own = [makeZombie(), makeZombie({ orphan: true })]
  const { pid: traced, tracer } = await tracedZombie(t)
  const leader = startOrphan(t, compile('shared/leader-ends.c'))
  await untilZombie(leader)
  const before = zombies()
  const found = zombiesOfProc()
  for (const pid of [...own, traced, leader]) {
    const { startTime, reaper, ...rest } = of(found, pid)
    const { startTime: start, reaper: who, ...known } = of(before, pid)
    assert.deepEqual(rest, known)
    // /proc/stat has the time of the boot in seconds.
    assert.ok(Math.abs(startTime - start) < 2000, `${startTime - start}`)
    // Only this process knows that it can reap.
    assert.equal(reaper, who === 'us' ? 'parent' : who)
  }
  assert.deepEqual(
    [traced, leader].map((pid) => of(found, pid).reaper),
    ['tracer', 'threads'],
  )
  assert.ok(!found.some(({ pid }) => pid === process.pid || pid === tracer.pid))
  // Other tracers of this machine may keep zombies too.
  const group = groupsOf(found).find((each) => each.zombies.some((one) => one.pid === traced))
  const { pid, argv } = group?.culprit ?? {}
  assert.deepEqual([pid, argv], [tracer.pid, tracer.spawnargs])
  assert.equal(group?.culprit?.name, 'ptrace')
  tracer.stdin.end()
  process.kill(leader, 'SIGKILL')
  await untilReaped([...own, traced, leader])
})

test('of PID 1, and of a parent in another PID namespace', { skip }, async (t) => {
  const pid1 = await startContainer(t)
  const enter = ['nsenter', '--target', `${pid1}`, '--pid', '--mount']
  const guest = spawn(enter[0], [...enter.slice(1), 'sleep', '1001'], { stdio: 'ignore' })
  t.after(() => guest.kill('SIGKILL'))
  const sleeper = await until(() => descendantsOf(Number(guest.pid)).at(0)?.pid, 'it has started')
  await untilAsleep(sleeper)
  guest.kill('SIGSTOP')
  await until(() => processInfo(Number(guest.pid))?.state === 'T', 'nsenter has stopped')
  process.kill(sleeper, 'SIGKILL')
  await untilZombie(sleeper)
  /** @type {[Group[], string[]]} */
  const [groups, reapers] = await runNode(['-p', CODE], { under: enter })
  assert.deepEqual(
    groups.map(({ reaper, culprit, stays }) => [reaper, culprit, stays]).toSorted(),
    [
      ['outside', null, true],
      ['pid1', { pid: 1, name: 'sleep', argv: ['sleep', '1000'] }, true],
    ],
  )
  assert.deepEqual(reapers.toSorted(), ['outside', 'pid1'])
  // From the host, the parent is visible, and so is that it is PID 1.
  const [group] = groupsOf([zombie(pid1)])
  assert.deepEqual([group.reaper, group.culprit?.pid], ['pid1', pid1])
  // An init does not help a process whose main thread has ended.
  assert.equal(groupsOf([zombie(pid1, { reaper: 'threads' })])[0].reaper, 'threads')
})

test('a tracer keeps the zombies that it traces, whoever their parents are', async (t) => {
  const { pid, tracer } = await tracedZombie(t)
  const [group, ...others] = groupsOf([
    zombie(process.pid, { pid, reaper: 'tracer' }),
    zombie(process.ppid, { pid, reaper: 'tracer' }),
  ])
  assert.deepEqual([group.zombies.length, others.length], [2, 0])
  assert.equal(group.culprit?.pid, tracer.pid)
  // Its tracer has let go of it meanwhile.
  const [late] = groupsOf([zombie(process.pid, { pid: process.pid, reaper: 'tracer' })])
  assert.equal(late.culprit?.pid, process.pid)
  // A debugger does not keep a process whose main thread has ended.
  const [ended] = groupsOf([zombie(process.pid, { pid, reaper: 'threads' })])
  assert.equal(ended.culprit?.pid, process.pid)
  tracer.stdin.end()
  await untilReaped([pid])
})

test('a tracer that ends during the look is known by its PID', { skip }, async (t) => {
  const { pid, tracer } = await tracedZombie(t)
  const under = ['unshare', '--mount', 'sh', '-c', HIDE, 'sh', `${tracer.pid}`]
  /** @type {[Group[]]} */
  const [groups] = await runNode(['-p', CODE], { under })
  const group = groups.find(({ zombies: dead }) => dead.some((one) => one.pid === pid))
  assert.deepEqual(group?.culprit, { pid: tracer.pid, name: null, argv: [] })
  tracer.stdin.end()
  await untilReaped([pid])
})
