'use strict'

// What /proc shows of a process: once read by JavaScript, and once by the native part.

const assert = require('node:assert/strict')
const { spawn } = require('node:child_process')
const { once } = require('node:events')
const fs = require('node:fs')
const { test } = require('node:test')

const {
  TICKS_PER_SECOND,
  listPids,
  readArguments,
  readProc,
  readProcLink,
  readStat,
} = require('../../lib/proc/files')
const { livingAmong } = require('../../lib/proc/orphans')
const { isFirst } = require('../../lib/proc/pid-namespace')
const { isAlive, isReadable, processStat, processTable, tryStat } = require('../../lib/proc/table')
const { makeZombie, reap } = require('../..')
const {
  IN_NAMESPACE,
  program,
  runNode,
  skipWithoutNamespace,
  skipWithoutRoot,
  until,
} = require('../support/helpers')
const { descendantsOf, processInfo } = require('../support/process-table')

// The kernel's limit of PIDs is lower (pid_max).
const NO_PID = 2 ** 31 - 1

/**
 * Starts a shell that waits for input. It ends with the test.
 * @param {import('node:test').TestContext} t
 * @param {string[]} args
 */
async function start(t, args = []) {
  const child = spawn('/bin/sh', ['-c', 'echo; read end', 'sh', ...args])
  t.after(() => child.kill('SIGKILL'))
  await once(child.stdout, 'data')
  const { pid = 0 } = child
  // The readers compare its state, so it must not change any more.
  await until(() => processInfo(pid)?.state === 'S', 'it waits for input')
  return pid
}

/** @param {number} pid */
function both(pid) {
  const { foreground, ...byJavaScript } = readStat(pid) ?? assert.fail()
  const { rss, ...byNativePart } = tryStat(pid) ?? assert.fail()
  assert.deepEqual(byJavaScript, byNativePart)
  return { ...byJavaScript, foreground, rss }
}

test('both readers say the same of a process, whatever its name is', async (t) => {
  const pid = await start(t)
  const { startTicks, rss, foreground, ...rest } = both(pid)
  assert.equal(isAlive(tryStat(pid) ?? assert.fail()), true)
  // Its name has no blank, so these are the fields of proc(5).
  const [pgid, session, , group] = String(readProc(pid, 'stat')).split(' ').slice(4, 8).map(Number)
  assert.equal(foreground, group)
  const { pid: ppid } = process
  assert.deepEqual(rest, { pid, ppid, pgid, session, state: 'S', threads: 1, name: 'sh' })
  const uptime = Number(fs.readFileSync('/proc/uptime', 'utf8').split(' ')[0])
  assert.ok(startTicks / TICKS_PER_SECOND <= uptime)
  assert.ok(rss > 0)

  const { title } = process
  t.after(() => (process.title = title))
  process.title = 'a (b) Z 1 (c)'
  assert.equal(both(process.pid).name, 'a (b) Z 1 (c)')
})

test('a zombie is dead, and a process without its leader thread is not', () => {
  const pid = makeZombie()
  const zombie = both(pid)
  assert.equal(zombie.state, 'Z')
  assert.equal(isAlive(zombie), false)
  assert.equal(isAlive({ ...zombie, state: 'X' }), false)
  assert.equal(isAlive({ ...zombie, threads: 2 }), true)
  assert.equal(isAlive(both(process.pid)), true)
  assert.deepEqual(readArguments(pid), [])
  assert.equal(reap()[0].pid, pid)
  for (const read of [readStat, tryStat, processStat]) assert.equal(read(pid), null)
})

test('of a PID that is free nothing is read', () => {
  assert.equal(readProc(NO_PID, 'stat'), null)
  assert.equal(readProcLink(NO_PID, 'ns/pid'), null)
  assert.deepEqual(readArguments(NO_PID), [])
  assert.equal(isFirst(NO_PID), false)
  assert.deepEqual(
    livingAmong([NO_PID, process.pid]).map(({ pid }) => pid),
    [process.pid],
  )
})

test('every process is listed', async (t) => {
  const pid = await start(t)
  const pids = listPids()
  assert.ok(pids.includes(pid) && pids.includes(process.pid))
  assert.ok(pids.every(Number.isInteger))
  const table = processTable()
  // The kernel may take memory from a process that sleeps.
  const [listed, read] = [table.find((one) => one.pid === pid), tryStat(pid)]
  assert.deepEqual({ ...listed, rss: 0 }, { ...read, rss: 0 })
  assert.ok(table.length > 1 && table.every((one) => Number.isInteger(one.pid)))
  assert.ok(isReadable())
})

function countDescriptors() {
  return fs.readdirSync('/proc/self/fd').length
}

test('the arguments of a process are whole, and no descriptor stays open', async (t) => {
  const pid = await start(t, ['', 'ä b'])
  const before = countDescriptors()
  for (let i = 0; i < 10; i++)
    assert.deepEqual(readArguments(pid), ['/bin/sh', '-c', 'echo; read end', 'sh', '', 'ä b'])
  assert.equal(countDescriptors(), before)
  const text = 'x'.repeat(100_000)
  const long = readArguments(await start(t, [text, text]))
  assert.equal(long.join('\0').length, 128 * 1024)
})

test('a link is read', () => {
  assert.match(readProcLink('self', 'ns/pid') ?? '', /^pid:\[\d+\]$/)
})

test('PID 1 of a namespace is known from outside', { skip: skipWithoutNamespace }, async (t) => {
  const [command, ...args] = [...IN_NAMESPACE, 'cat']
  const outside = spawn(command, args)
  t.after(() => outside.kill('SIGKILL'))
  const inside = await until(
    () => descendantsOf(outside.pid ?? 0).find(({ name }) => name === 'cat'),
    'it runs',
  )
  assert.equal(isFirst(inside.pid), true)
  assert.equal(isFirst(outside.pid ?? 0), false)

  // A name may look like the line with the PIDs.
  const { title } = process
  t.after(() => (process.title = title))
  process.title = 'NSpid:\t1'
  assert.equal(isFirst(process.pid), false)
})

test('without a descriptor an answer is missing, or an error', async () => {
  const answers = await runNode([program('proc/no-descriptor-left.js')], {
    under: ['sh', '-c', 'ulimit -n 64; exec "$@"', 'sh'],
  })
  assert.deepEqual(answers, [null, [], null, 'string', 'EMFILE', false, 'EMFILE', null, false])
})

test(
  'a /proc that cannot be read lists nothing, nor does an empty one',
  { skip: skipWithoutNamespace || skipWithoutRoot },
  async () => {
    const script = `
      const { listPids } = require(${JSON.stringify(require.resolve('../../lib/proc/files'))})
      console.log(JSON.stringify(listPids()))`
    // Without these capabilities, the mode of a file holds for root too.
    const bounded = 'setpriv --bounding-set=-dac_override,-dac_read_search'
    for (const mode of ['0', '755']) {
      const hide = `mount -t tmpfs -o mode=${mode} none /proc && exec ${bounded} "$@"`
      const under = [...IN_NAMESPACE, 'sh', '-c', hide, 'sh']
      assert.deepEqual(await runNode(['-e', script], { under }), [])
    }
  },
)

test('off Linux no process is found', async () => {
  const script = `
    Object.defineProperty(process, 'platform', { value: 'darwin' })
    const table = require(${JSON.stringify(require.resolve('../../lib/proc/table'))})
    const { unclaimedChildren } = require(${JSON.stringify(require.resolve('../../lib/proc/orphans'))})
    const found = [table.processTable(), table.tryStat(process.pid), unclaimedChildren()]
    console.log(JSON.stringify(found))`
  assert.deepEqual(await runNode(['-e', script]), [[], null, []])
})
