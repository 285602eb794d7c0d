'use strict'

// How much of the processes the commands can see.

const assert = require('node:assert/strict')
const { spawn } = require('node:child_process')
const fs = require('node:fs')
const path = require('node:path')
const { after, test } = require('node:test')

const { installSubreaper, makeZombie, reap } = require('../..')
const native = require('../../lib/cli/zombies/native')
const { runCommand } = require('../support/cli')
const {
  HIDE_PROC,
  IN_FOREIGN_PROC,
  IN_NAMESPACE,
  copyPackage,
  program,
  root,
  runNode,
  skipWithoutNamespace: skip,
  skipWithoutRoot,
  until,
  untilAsleep,
} = require('../support/helpers')
const { descendantsOf } = require('../support/process-table')

installSubreaper()
after(() => reap())

const HIDE_OTHERS = ['sh', '-c', 'mount -o remount,hidepid=2 /proc && "$@"; exit $?', 'sh']
const AS_OTHER = ['setpriv', '--reuid=61234', '--regid=61234', '--clear-groups']

/**
 * @param {string[]} under
 * @param {{ folder?: string, flags?: string[], env?: NodeJS.ProcessEnv }} [options]
 */
function visibility(under, { folder = root, flags = [], env } = {}) {
  const file = JSON.stringify(path.join(folder, 'lib/cli/zombies/visibility'))
  const code = `
    const { blindSpots, hidepid, visibilityOfProc } = require(${file})
    JSON.stringify([visibilityOfProc(), hidepid(), blindSpots()])`
  return runNode([...flags, '-p', code], { under, env })
}

test('/proc is whole, and nothing is hidden', { skip }, async () => {
  assert.deepEqual(await visibility(IN_NAMESPACE), ['whole', null, []])
})

test('/proc with hidepid is restricted', { skip: skip || skipWithoutRoot }, async () => {
  const [seen, option, spots] = await visibility([...IN_NAMESPACE, ...HIDE_OTHERS, ...AS_OTHER])
  assert.equal(seen, 'restricted')
  // The kernel writes "invisible" since Linux 5.8.
  assert.match(option, /^hidepid=(2|invisible)$/)
  assert.deepEqual(spots, [
    `/proc hides the processes of other users (${option}): run this as root`,
  ])
})

test('PID 1 can be hidden without hidepid, as by SELinux', { skip }, async () => {
  const hide = ['sh', '-c', 'mount -t tmpfs none /proc/1 && "$@"; exit $?', 'sh']
  assert.deepEqual(await visibility([...IN_NAMESPACE, ...hide]), [
    'restricted',
    null,
    ['/proc hides the processes of other users (hidepid): run this as root'],
  ])
})

test('/proc of another PID namespace is foreign, and no /proc is missing', { skip }, async () => {
  assert.equal((await visibility(IN_FOREIGN_PROC))[0], 'foreign')
  assert.equal((await visibility([...IN_NAMESPACE, ...HIDE_PROC]))[0], 'missing')
  const env = { ...process.env, OTHER_PLATFORM: 'darwin' }
  const flags = ['--require', program('api/other-platform.js')]
  assert.equal((await visibility([], { env, flags }))[0], 'missing')
})

test(
  'in the mounts of a container, but not in its PID namespace, /proc is foreign',
  { skip: skip || skipWithoutRoot },
  async (t) => {
    const container = spawn(IN_NAMESPACE[0], [...IN_NAMESPACE.slice(1), 'sleep', '1000'], {
      stdio: 'ignore',
    })
    t.after(() => container.kill('SIGKILL'))
    const pid = await until(() => descendantsOf(Number(container.pid)).at(0)?.pid, 'it has started')
    await untilAsleep(pid)
    assert.equal((await visibility(['nsenter', '--target', `${pid}`, '--mount']))[0], 'foreign')
  },
)

test('ps says why it sees nothing', { skip }, () => {
  for (const [under, message] of /** @type {const} */ ([
    [IN_FOREIGN_PROC, '/proc shows another PID namespace. Mount a /proc of this one'],
    [[...IN_NAMESPACE, ...HIDE_PROC], '/proc is missing, so no process can be seen'],
  ])) {
    const { status, stderr } = runCommand(['ps'], { under: [...under] })
    assert.deepEqual([status, stderr], [1, `zombie-reaper: ${message}\n`])
  }
  const env = { ...process.env, OTHER_PLATFORM: 'darwin' }
  const { stderr } = runCommand(['ps'], {
    env,
    flags: ['--require', program('api/other-platform.js')],
  })
  assert.match(stderr, /works on Linux only, and this is darwin\. Run it in the container$/m)
})

test('the native part is there, or its error', async () => {
  const copy = copyPackage()
  const pid = makeZombie()
  assert.ok(native.zombies().value?.some((one) => one.pid === pid))
  assert.ok(Number(native.pidUsage().value?.tasks) > 0)
  assert.equal(typeof native.nativePart().value?.zombies, 'function')
  assert.equal(native.nativePart().error, undefined)
  for (const file of fs.readdirSync(copy)) {
    if (file.endsWith('.node')) fs.rmSync(path.join(copy, file))
  }
  const [seen, , [spot, ...others]] = await visibility([], { folder: copy })
  assert.deepEqual([seen, others], ['whole', []])
  assert.match(
    spot,
    /^PIDs and limit are unknown: zombie-reaper cannot load its native part .*[^\n]$/,
  )
  const file = path.join(copy, 'bin/zombie-reaper.js')
  const { groups } = JSON.parse(runCommand(['ps', '--json'], { file }).stdout)
  const group = groups.find((/** @type {any} */ { pids }) => pids.includes(pid))
  assert.deepEqual([group.verdict, group.parent.pid], ['mend-parent', process.pid])
  reap()
})
