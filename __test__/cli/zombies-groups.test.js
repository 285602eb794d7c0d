'use strict'

// The groups of zombies, and what /proc alone says of a zombie.

const assert = require('node:assert/strict')
const fs = require('node:fs')
const { after, test } = require('node:test')

const { installSubreaper, makeZombie, reap } = require('../..')
const { zombiesOfProc } = require('../../lib/cli/zombies/fallback')
const { groupsOf } = require('../../lib/cli/zombies/groups')
const { tracerOf } = require('../../lib/cli/zombies/tracer')
const { zombie } = require('../support/situation')

// No PID is above PID_MAX_LIMIT (include/linux/threads.h).
const NOBODY = 2 ** 22 + 1

installSubreaper()
after(() => reap())

test('no parent here is PID 0', () => {
  assert.deepEqual(groupsOf([zombie(0, { reaper: 'outside' })])[0].culprit, null)
})

test('the largest group comes first, and in a group the oldest zombie', () => {
  // A living parent may be PID 1.
  const [few, many] = [NOBODY, NOBODY + 1]
  const given = [
    zombie(few, { pid: 1, startTime: 5 }),
    zombie(many, { pid: 2, startTime: 9 }),
    zombie(many, { pid: 3, startTime: 7, reaper: 'parent' }),
    zombie(many, { pid: 4, startTime: 8, reaper: 'threads' }),
  ]
  const groups = groupsOf(given)
  assert.deepEqual(
    groups.map(({ zombies: dead, reaper }) => [reaper, ...dead.map(({ pid }) => pid)]),
    [
      ['parent', 3, 2],
      ['parent', 1],
      ['threads', 4],
    ],
  )
  assert.deepEqual(groups[0].culprit, { pid: many, name: `name ${many}`, argv: [`argv ${many}`] })
  assert.deepEqual(
    given.map(({ pid }) => pid),
    [1, 2, 3, 4],
  )
})

test('/proc shows the zombies, with one command line for all of a parent', () => {
  const pids = new Set([makeZombie(), makeZombie()])
  const [first, second] = zombiesOfProc().filter(({ pid }) => pids.has(pid))
  assert.equal(first.parentArgv, second.parentArgv)
  assert.deepEqual([first.ppid, first.reaper], [process.pid, 'parent'])
  // /proc/stat has the time of the boot in seconds.
  assert.ok(Math.abs(first.startTime - Date.now()) < 60_000, `${first.startTime}`)
  assert.equal(fs.readFileSync('/proc/self/comm', 'utf8').trim(), first.parentName)
  reap()
})

test('a process that has gone has no tracer, and none chooses its tracer by its name', (t) => {
  assert.equal(tracerOf(NOBODY), 0)
  const name = fs.readFileSync('/proc/self/comm')
  t.after(() => fs.writeFileSync('/proc/self/comm', name))
  fs.writeFileSync('/proc/self/comm', 'TracerPid:\t1')
  assert.equal(tracerOf(process.pid), 0)
})
