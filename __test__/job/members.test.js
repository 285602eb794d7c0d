'use strict'

// Looks at /proc at the wrong moment. No real process tree produces this moment on demand.

const assert = require('node:assert/strict')
const { test } = require('node:test')

const pidReuse = require('../../lib/proc/pid-reuse')
const table = require('../../lib/proc/table')

/** @typedef {import('../../lib/proc/table').Stat} Stat */

// Replaces the functions before lib/job/members.js loads them.
/** @type {Stat[]} */
let processes = []
table.processTable = () => processes
let reused = false
/** @type {import('../../lib/proc/pid-reuse').PidCounter} */
const LONG_AGO = { last: 0, started: 0, tasks: 0, max: 0 }
pidReuse.mayBeReused = (_, since) => reused || since === LONG_AGO
const { Members, isSelfOrAncestor } = require('../../lib/job/members')

// No PID, session or process group has this number: it is above the highest pid_max.
const LEADER = 5_000_000

/**
 * @param {number} pid
 * @param {Partial<Stat>} [rest]
 * @returns {Stat}
 */
function stat(pid, rest) {
  const ids = { pid, ppid: pid === 1 ? 0 : 1, pgid: pid, session: pid }
  const state = { state: 'S', threads: 1, startTicks: 1, rss: 0, name: 'test' }
  return { ...ids, ...state, ...rest }
}

const self = stat(process.pid)
const leader = stat(LEADER)
const left = stat(LEADER + 1, { session: LEADER })

/** Returns members whose leader has been seen. */
function membersWithLeader() {
  const members = new Members(() => ({ marked: [], isSure: true }))
  members.record(leader)
  processes = [self, leader]
  assert.deepEqual(members.look(), [leader])
  return members
}

test('a look that misses who has just ended and who has just started loses neither', () => {
  const members = membersWithLeader()
  processes = [self]
  assert.deepEqual(members.look(), [])
  processes = [self, left]
  assert.deepEqual(members.look(), [left])
})

test('a member that is gone for two looks is forgotten with its session', () => {
  const members = membersWithLeader()
  processes = [self]
  assert.deepEqual(members.look(), [])
  assert.deepEqual(members.look(), [])
  assert.equal(members.has(LEADER), false)
  processes = [self, left]
  assert.deepEqual(members.look(), [])
})

test('a session lasts as long as a member is in it, whatever the turn of its number', (t) => {
  const members = membersWithLeader()
  processes = [self, left]
  assert.deepEqual(members.look(), [left])
  reused = true
  t.after(() => (reused = false))
  // Its parent ended before any look.
  const grandchild = stat(LEADER + 3, { session: LEADER })
  processes = [self, left, grandchild]
  assert.deepEqual(members.look(), [left, grandchild])
  processes = [self, stat(LEADER + 4, { session: LEADER })]
  assert.deepEqual(members.look(), [])
})

test('a table that could not be read is not taken for an empty one', () => {
  const members = membersWithLeader()
  processes = [stat(1)]
  assert.throws(() => members.look(), {
    code: 'EMFILE',
    errno: -24,
    syscall: 'open',
    message: /RLIMIT_NOFILE/,
  })
  processes = [self, leader]
  assert.deepEqual(members.look(), [leader])
})

// No process of the machine has this ID either.
const OTHER = 6_000_000

test('children, and the session and the process group of a member, are members', () => {
  const members = membersWithLeader()
  const child = stat(OTHER, { ppid: LEADER })
  const grandchild = stat(OTHER + 1, { ppid: OTHER })
  const inSession = stat(OTHER + 2, { session: LEADER })
  const inGroup = stat(OTHER + 3, { pgid: LEADER })
  // A table is read from low PIDs to high ones, but a wrapped PID counter gives low PIDs to children.
  processes = [self, grandchild, child, inGroup, inSession, leader, stat(OTHER + 4)]
  assert.deepEqual(
    new Set(members.look()),
    new Set([leader, child, grandchild, inSession, inGroup]),
  )
  assert.equal(members.has(OTHER + 1), true)
  assert.equal(members.has(OTHER + 4), false)
})

test('neither this process nor its ancestors nor PID 1 are members, and they make nobody one', () => {
  const members = membersWithLeader()
  const parent = stat(OTHER + 2, { ppid: OTHER })
  const grandparent = stat(OTHER, { pgid: LEADER })
  const bystander = stat(OTHER + 1, { ppid: process.pid })
  const own = stat(process.pid, { ppid: parent.pid })
  processes = [stat(1, { pgid: LEADER }), own, parent, grandparent, bystander, leader]
  assert.deepEqual(members.look(), [leader])
})

test('a session or process group that is ours makes nobody a member, and neither does 0', () => {
  for (const ids of [{ session: LEADER }, { pgid: LEADER }]) {
    const members = membersWithLeader()
    processes = [stat(process.pid, ids), leader, stat(OTHER, ids)]
    assert.deepEqual(members.look(), [leader])
  }
  const zeros = { ppid: 0, pgid: 0, session: 0 }
  const foreign = stat(OTHER, zeros)
  const isMarked = (/** @type {Stat} */ one) => one === foreign
  const members = new Members((stats) => ({ marked: stats.filter(isMarked), isSure: true }))
  members.record(stat(0))
  processes = [self, foreign, stat(OTHER + 1, zeros)]
  assert.deepEqual(members.look(), [foreign])
})

test('only processes that are no members yet are asked for the mark, and their children are members', () => {
  /** @type {Stat[][]} */
  const asked = []
  const marked = stat(OTHER)
  const members = new Members((stats) => {
    asked.push(stats)
    return { marked: stats.filter((one) => one === marked), isSure: false }
  })
  members.record(leader)
  const child = stat(OTHER + 1, { ppid: OTHER })
  processes = [stat(1), self, leader, left, marked, child]
  assert.equal(members.isSure, true)
  assert.deepEqual(members.look(), [leader, left, marked, child])
  assert.deepEqual(asked, [[marked, child]])
  assert.equal(members.isSure, false)
  processes = [self, child]
  assert.deepEqual(members.look(), [child])
})

test('a PID of a member that another process has got names nobody', () => {
  const members = membersWithLeader()
  processes = [self, stat(LEADER, { startTicks: 2 }), left]
  assert.deepEqual(members.look(), [])
  assert.equal(members.has(LEADER), false)
})

test('one look that finds a process makes the session of a gone member last for two looks more', () => {
  const members = membersWithLeader()
  processes = [self]
  members.look()
  processes = [self, left]
  assert.deepEqual(members.look(), [left])
  processes = [self]
  members.look()
  const late = stat(OTHER, { session: LEADER })
  processes = [self, late]
  assert.deepEqual(members.look(), [late])
})

test('a scheduled look is one look, and an error of it waits for the next caller', async () => {
  let looks = 0
  const members = new Members(() => {
    looks++
    throw new Error('from the look')
  })
  processes = [self]
  for (const expected of [1, 2]) {
    members.lookSoon()
    members.lookSoon()
    await new Promise((resolve) => setImmediate(resolve))
    assert.equal(looks, expected)
  }
  assert.throws(() => members.look(), { message: 'from the look' })
})

test('a member that was added before the leader of its session keeps the session, too', (t) => {
  const members = new Members(() => ({ marked: [], isSure: true }))
  members.record(left)
  members.record(leader)
  processes = [self, left, leader]
  members.look()
  reused = true
  t.after(() => (reused = false))
  const grandchild = stat(LEADER + 3, { session: LEADER })
  processes = [self, left, grandchild]
  assert.deepEqual(members.look(), [left, grandchild])
})

test('a PID names its session from the end of the member on, not from the last look', () => {
  for (const ended of [true, false]) {
    const members = new Members(() => ({ marked: [], isSure: true }))
    members.record(leader, LONG_AGO)
    if (ended) members.justEnded(LEADER)
    members.justEnded(OTHER)
    processes = [self, left]
    assert.deepEqual(members.look(), ended ? [left] : [])
  }
})

test('this process, its ancestors and PID 1 are no processes to end', () => {
  for (const pid of [1, process.pid, process.ppid]) assert.equal(isSelfOrAncestor(pid), true)
  assert.equal(isSelfOrAncestor(OTHER), false)
})
