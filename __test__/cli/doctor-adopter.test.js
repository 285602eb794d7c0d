'use strict'

// Who adopts an orphan, as the doctor finds out.

const assert = require('node:assert/strict')
const { spawn } = require('node:child_process')
const path = require('node:path')
const { test } = require('node:test')

const {
  IN_NAMESPACE,
  root,
  runNode,
  skipWithoutNamespace: skip,
  skipWithoutRoot,
  until,
  untilAsleep,
} = require('../support/helpers')
const { initPath } = require('../support/init-helpers')
const { descendantsOf } = require('../support/process-table')

const CODE = `JSON.stringify(require(${JSON.stringify(path.join(root, 'lib/cli/doctor/adopter'))}).adopterHere())`

const SUBREAPER = [initPath, '-s', '--']

/** @param {string[]} command that starts the program */
function adopterUnder(command) {
  return runNode(['-p', CODE], { under: [...IN_NAMESPACE, ...command] })
}

/** @param {string} script that starts the children, and leaves them alive */
function beside(script) {
  return ['sh', '-c', `${script}\n"$@"; exit $?`, 'sh']
}

// Its `sleep` keeps the session of a process that is dead, and has a PID of two digits.
const ORPHAN = `${'(:);'.repeat(9)} setsid sh -c 'sleep 1000 &'`

const PID1 = { pid: 1, name: 'zombie-init', argv: [initPath, '--'], isSubreaper: false }

test('a process that has adopted an orphan is a subreaper', { skip }, async () => {
  const { pid, argv, ...facts } = await adopterUnder([
    initPath,
    '--',
    ...SUBREAPER,
    ...beside(ORPHAN),
  ])
  assert.deepEqual(facts, { name: 'zombie-init', isSubreaper: true })
  assert.ok(pid > 1)
  assert.deepEqual(argv.slice(0, 3), SUBREAPER)
})

test('a child in the session of its parent, or in its own, proves nothing', { skip }, async () => {
  const script = 'sleep 1000 & setsid sleep 1000 &'
  const { argv, ...facts } = await adopterUnder([initPath, '--', ...SUBREAPER, ...beside(script)])
  assert.deepEqual({ ...facts, argv: argv.slice(0, 2) }, PID1)
})

test('PID 1 adopts, and that makes it no subreaper', { skip }, async () => {
  const { argv, ...facts } = await adopterUnder([initPath, '--', ...beside(ORPHAN)])
  assert.deepEqual({ ...facts, argv: argv.slice(0, 2) }, PID1)
})

test(
  'seen by a second process of the container, PID 1 adopts',
  { skip: skip || skipWithoutRoot },
  async (t) => {
    const container = spawn('unshare', [...IN_NAMESPACE.slice(1), 'sleep', '1000'], {
      stdio: 'ignore',
    })
    t.after(() => container.kill('SIGKILL'))
    const pid1 = await until(
      () => descendantsOf(Number(container.pid)).at(0)?.pid,
      'unshare has started it',
    )
    await untilAsleep(pid1)
    // As `docker exec`: its parent is in another PID namespace.
    const under = ['nsenter', '--target', `${pid1}`, '--pid', '--mount']
    assert.deepEqual(await runNode(['-p', CODE], { under }), {
      pid: 1,
      name: 'sleep',
      argv: ['sleep', '1000'],
      isSubreaper: false,
    })
  },
)

test(
  'where PID 1 is hidden, the adopter is not known',
  { skip: skip || skipWithoutRoot },
  async () => {
    const hide = ['sh', '-c', 'mount -o remount,hidepid=2 /proc && "$@"; exit $?', 'sh']
    const user = ['setpriv', '--reuid=61234', '--regid=61234', '--clear-groups']
    assert.equal(await adopterUnder([...hide, ...user]), null)
  },
)
