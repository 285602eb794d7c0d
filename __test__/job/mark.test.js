'use strict'

// A process in exec has neither environment nor arguments. Job marks are in the environment.

const assert = require('node:assert/strict')
const { spawn } = require('node:child_process')
const fs = require('node:fs')
const { before, test } = require('node:test')

const { createMark } = require('../../lib/job/mark')
const { processStat } = require('../../lib/proc/table')
const { makeZombie, reap } = require('../..')
const {
  IN_NAMESPACE,
  compile,
  program,
  runNode,
  skipWithoutNamespace: skip,
  untilAsleep,
} = require('../support/helpers')

let hollow = ''
before(() => {
  hollow = compile('proc/hollow.c')
})

/** @param {string} kind */
function run(kind) {
  return runNode([program('job/in-exec.js'), kind, hollow], { under: IN_NAMESPACE })
}

test(
  'a process in exec is found when the exec ends in time, whatever session it is in',
  { skip },
  async () => {
    const looks = [
      { found: true, waits: [] },
      { found: true, waits: [1] },
      { found: true, waits: [1, 2, 4, 8, 16] },
      { found: false, waits: [1, 2, 4, 8, 16] },
    ]
    assert.deepEqual(await run('look'), [...looks, ...looks])
  },
)

test(
  'close() waits for a process in exec, and not for ever for one that only looks so',
  { skip },
  async () => {
    assert.deepEqual(await run('close'), [
      { remaining: [], lives: false, signal: 'SIGTERM', waits: 1 },
      { remaining: [], lives: false, signal: 'SIGTERM', waits: 21 },
      { remaining: [], lives: true, signal: 'SIGKILL', waits: 25 },
    ])
  },
)

test('no look waits for a zombie, which has neither environment nor arguments', (t) => {
  const wait = t.mock.method(Atomics, 'wait')
  const zombie = processStat(makeZombie())
  assert.ok(zombie !== null)
  const { marked, isSure } = createMark().among([{ ...zombie, startTicks: Infinity }])
  assert.deepEqual({ marked, isSure }, { marked: [], isSure: true })
  assert.equal(wait.mock.callCount(), 0)
  assert.equal(reap().length, 1)
})

function secondsSinceBoot() {
  return Math.floor(Number(fs.readFileSync('/proc/uptime', 'utf8').split(' ')[0]))
}

/** Makes a mark, and says in which second since boot. */
function markInOneSecond() {
  for (;;) {
    const second = secondsSinceBoot()
    const mark = createMark()
    if (secondsSinceBoot() === second) return { ...mark, second }
  }
}

test('the mark is one variable more, and is not looked for in older processes', async (t) => {
  const { among, env, second } = markInOneSecond()
  const { env: other } = createMark()
  const added = Object.entries(env).filter(([name]) => !(name in process.env))
  assert.equal(added.length, 1)
  const [[name, value]] = added
  assert.match(name, /^ZOMBIE_REAPER_JOB_[0-9a-f]{16}$/)
  assert.equal(value, '1')
  assert.ok(!(name in other))
  assert.deepEqual(Object.keys(env), [...Object.keys(process.env), name])

  const child = spawn('sleep', ['1000'], { env })
  t.after(() => child.kill('SIGKILL'))
  await untilAsleep(child.pid)
  const stat = processStat(child.pid ?? 0) ?? assert.fail()
  const isFound = (/** @type {number} */ startTicks) =>
    among([{ ...stat, startTicks }]).marked.length
  // Start times are hundredths of a second. The mark was made in this second.
  assert.deepEqual([second * 100 - 1, second * 100, stat.startTicks].map(isFound), [0, 1, 1])
})
