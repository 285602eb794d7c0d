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
pidReuse.mayBeReused = () => reused
const { Members } = require('../../lib/job/members')

// No PID, session or process group has this number: it is above the highest pid_max.
const LEADER = 5_000_000

/**
 * @param {number} pid
 * @param {Partial<Stat>} [rest]
 * @returns {Stat}
 */
function stat(pid, rest) {
  const ids = { pid, ppid: 1, pgid: pid, session: pid }
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
  assert.throws(() => members.look(), { code: 'EMFILE', errno: -24, syscall: 'open' })
  processes = [self, leader]
  assert.deepEqual(members.look(), [leader])
})
