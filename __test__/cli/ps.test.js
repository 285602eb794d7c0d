'use strict'

const assert = require('node:assert/strict')
const { once } = require('node:events')
const fs = require('node:fs')
const path = require('node:path')
const { after, test } = require('node:test')

const { installSubreaper, reap } = require('../..')
const { command, runCommand, skipWithoutTini } = require('../support/cli')
const {
  IN_NAMESPACE,
  copyPackage,
  program,
  runNode,
  skipWithoutNamespace,
  skipWithoutRoot,
} = require('../support/helpers')
const { run } = require('../support/init-helpers')
const { tracedZombie } = require('../support/traced')

const node = process.execPath
installSubreaper()
after(() => reap())

const skip = skipWithoutNamespace || skipWithoutTini

/**
 * Runs a command in a PID namespace with zombies.
 * @param {string[]} zombies arguments of zombies-then.js
 * @param {string[]} args of the command
 * @param {{ init?: string[], file?: string }} [options]
 */
async function beside(zombies, args, { init = ['tini', '--'], file = command } = {}) {
  const under = [...IN_NAMESPACE, ...init]
  const argv = [program('cli/zombies-then.js'), ...zombies, '--', node, file, ...args]
  return /** @type {Promise<{ pid: number, status: number, stdout: string }>} */ (
    runNode(argv, { under })
  )
}

test('zombies are grouped under the parent that does not wait', { skip }, async () => {
  const { pid, status, stdout } = await beside(['5'], ['ps', '--json'])
  const { zombies, groups, pidUsage, unseen } = JSON.parse(stdout)
  assert.deepEqual([status, zombies, groups.length, unseen], [0, 5, 1, []])
  const [{ pids, parent, oldest, text, ...group }] = groups
  assert.deepEqual(group, { count: 5, reaper: 'parent', verdict: 'mend-parent' })
  assert.equal(pids.length, 5)
  assert.equal(parent.pid, pid)
  assert.deepEqual(parent.argv.slice(1, 3), [program('cli/zombies-then.js'), '5'])
  assert.match(text, new RegExp(`mend or end PID ${pid} `))
  assert.ok(Date.parse(oldest) <= Date.now() + 20)
  assert.equal(pidUsage.zombies, 5)
})

test('for PID 1 the verdict is an init', { skip }, async () => {
  const { stdout } = await beside(['3'], ['ps', '--json'], { init: [] })
  const [{ count, verdict, parent }] = JSON.parse(stdout).groups
  assert.deepEqual([count, verdict, parent.pid], [3, 'init-helps', 1])
})

test('the text has count, age, parent, command line and verdict', { skip }, async () => {
  const { pid, stdout } = await beside(['2'], ['ps'])
  assert.match(stdout, /^2 zombies, \d+ of \d+ PIDs used \(.*\)\n\n/)
  assert.match(stdout, new RegExp(`^2 zombies of PID ${pid}, the oldest \\d+ s$`, 'm'))
  assert.ok(stdout.replaceAll(/\n */g, ' ').includes(`${program('cli/zombies-then.js')} 2 --`))
  assert.match(stdout, new RegExp(`no init helps: mend or end PID ${pid} `))
})

test('--tree shows the way from PID 1', { skip }, async () => {
  const { pid, stdout } = await beside(['2'], ['ps', '--tree'])
  assert.match(stdout, new RegExp(`^  1 tini -- .*\n  └ ${pid} .*node`, 'm'))
})

test('zombies that a second look misses are transient', { skip }, async () => {
  const auto = path.join(program('.'), '../../auto.js')
  const init = ['tini', '--', 'env', `NODE_OPTIONS=--require "${auto}"`]
  const { stdout } = await beside(['4'], ['ps', '--json'], { init })
  for (const { verdict } of JSON.parse(stdout).groups) assert.equal(verdict, 'transient')
})

test(
  'without the native part it reads /proc itself, and says what it misses',
  { skip },
  async () => {
    const copy = copyPackage()
    for (const file of fs.readdirSync(copy)) {
      if (file.endsWith('.node')) fs.rmSync(path.join(copy, file))
    }
    const file = path.join(copy, 'bin/zombie-reaper.js')
    const { pid, status, stdout } = await beside(['3'], ['ps', '--json'], { file })
    const { zombies, groups, pidUsage, unseen } = JSON.parse(stdout)
    assert.deepEqual([status, zombies, pidUsage, unseen.length], [0, 3, null, 1])
    assert.match(unseen[0], /cannot load its native part/)
    const [{ count, verdict, parent, oldest }] = groups
    assert.deepEqual([count, verdict, parent.pid], [3, 'mend-parent', pid])
    assert.ok(Math.abs(Date.parse(oldest) - Date.now()) < 60_000, oldest)
  },
)

test('a traced zombie is listed under its tracer', async (t) => {
  const { pid, tracer } = await tracedZombie(t)
  const { groups } = JSON.parse(runCommand(['ps', '--json']).stdout)
  const group = groups.find((/** @type {any} */ { pids }) => pids.includes(pid))
  assert.deepEqual([group.verdict, group.parent.pid], ['end-tracer', tracer.pid])
  tracer.stdin.end()
  await once(tracer, 'exit')
})

test(
  'a /proc that hides the processes of others is named',
  { skip: skipWithoutRoot || skip },
  () => {
    const hide = ['sh', '-c', 'mount -o remount,hidepid=2 /proc && "$@"; exit $?', 'sh']
    const user = ['setpriv', '--reuid=61234', '--regid=61234', '--clear-groups']
    const { stdout } = run([...IN_NAMESPACE, ...hide, ...user, node, command, 'ps'])
    assert.match(stdout.replaceAll('\n', ' '), /hides the processes of other users \(hidepid=\w+\)/)
  },
)
