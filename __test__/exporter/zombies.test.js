'use strict'

// What a look says of one zombie: how long it has been seen, in which container it is, and who must
// act.

const assert = require('node:assert/strict')
const { spawn } = require('node:child_process')
const { once: onceEmitted } = require('node:events')
const os = require('node:os')
const { test } = require('node:test')

const { PATIENCE } = require('../../lib/cli/zombies/look')
const { once } = require('../../lib/exporter/look/once')
const { placesOf } = require('../../lib/exporter/look/places')
const { Sightings } = require('../../lib/exporter/look/sightings')
const { verdictsOf } = require('../../lib/exporter/look/verdicts')
const { inGroup, makeGroup } = require('../support/container-groups')
const { skipWithoutPidsCgroup: skip, untilAsleep } = require('../support/helpers')

test('a result is remembered, also undefined', () => {
  /** @type {string[]} */
  const asked = []
  const lengthOf = once((/** @type {string} */ text) => {
    asked.push(text)
    return text === '' ? undefined : text.length
  })
  assert.deepEqual(['abc', '', 'abc', ''].map(lengthOf), [3, undefined, 3, undefined])
  assert.deepEqual(asked, ['abc', ''])
})

/**
 * @param {number} pid
 * @param {number} startTime in ms since the epoch
 */
function zombie(pid, startTime) {
  return /** @type {import('../..').ZombieInfo} */ ({ pid, startTime })
}

/**
 * Stops the clocks that tell when this machine started. The start times count from there, and the
 * machine may pause this process between two of them.
 * @param {import('node:test').TestContext} t
 * @returns {number} the time
 */
function stopClocks(t) {
  const now = 1e12
  t.mock.method(os, 'uptime', () => 86_400)
  t.mock.timers.enable({ apis: ['Date'], now })
  return now
}

/** Returns when the clock of the ages has moved. */
function passTime() {
  const start = performance.now()
  while (performance.now() === start);
}

test('the age of a zombie counts from the first look that has seen it', (t) => {
  const started = stopClocks(t) - 60_000
  const sightings = new Sightings()
  const [first] = sightings.take([zombie(7, started)])
  assert.deepEqual([first.zombie.pid, first.age, first.memory], [7, 0, {}])
  passTime()
  const [second, new8] = sightings.take([zombie(7, started), zombie(8, started)])
  assert.ok(second.age > 0)
  assert.equal(new8.age, 0)
  assert.equal(second.memory, first.memory)
  passTime()
  const [third] = sightings.take([zombie(7, started)])
  assert.ok(third.age > second.age)
})

test('another process with the PID of a zombie has no age yet', (t) => {
  const started = stopClocks(t) - 60_000
  const sightings = new Sightings()
  sightings.take([zombie(7, started)])
  passTime()
  // Clock ticks make this difference.
  assert.ok(sightings.take([zombie(7, started + 500)])[0].age > 0)
  for (const later of [5000, 0]) {
    passTime()
    assert.equal(sightings.take([zombie(7, started + later)])[0].age, 0)
  }
  sightings.take([])
  assert.equal(sightings.take([zombie(7, started)])[0].age, 0)
})

test('a zombie whose start time is not known has the age of its PID', (t) => {
  stopClocks(t)
  const sightings = new Sightings()
  sightings.take([zombie(7, NaN)])
  passTime()
  assert.ok(sightings.take([zombie(7, NaN)])[0].age > 0)
})

test('the age survives a clock that somebody sets', (t) => {
  const HOUR = 3_600_000
  let uptime = 86_400
  t.mock.method(os, 'uptime', () => uptime)
  t.mock.timers.enable({ apis: ['Date'], now: 1e12 })
  const sightings = new Sightings()
  sightings.take([zombie(7, 1e12 - HOUR)])
  // An hour passes.
  t.mock.timers.setTime(1e12 + HOUR)
  uptime += 3600
  assert.ok(sightings.take([zombie(7, 1e12 - HOUR)])[0].age > 0)
  // The clock is set an hour ahead, and /proc computes another start time.
  t.mock.timers.setTime(1e12 + 2 * HOUR)
  assert.ok(sightings.take([zombie(7, 1e12)])[0].age > 0)
})

test('a zombie is nobody to blame for until it stays', () => {
  const verdictOf = verdictsOf()
  const outsider = 0
  for (const [reaper, ppid, verdict] of /** @type {const} */ ([
    ['parent', outsider, 'mend-parent'],
    ['parent', 1, 'init-helps'],
    ['tracer', 1, 'end-tracer'],
    ['outside', outsider, 'look-outside'],
  ])) {
    const one = /** @type {import('../..').ZombieInfo} */ ({ reaper, ppid })
    assert.equal(verdictOf(one, PATIENCE - 1), 'transient')
    assert.equal(verdictOf(one, PATIENCE), verdict)
  }
})

// No process has these PIDs (PID_MAX_LIMIT).
const [GONE, GONE_TOO] = [2 ** 22 + 1, 2 ** 22 + 2]
const NOWHERE = { runtime: '', container: '', pod: '' }

test('a zombie is in the container of its parent, or else in its own', { skip }, async (t) => {
  const { id, group } = makeGroup(t, {
    before: () => {
      sleep.kill('SIGKILL')
      return ended
    },
  })
  const [file, ...args] = [...inGroup(group), 'sleep', '1000']
  const sleep = spawn(file, args, { stdio: ['ignore', 'ignore', 'inherit'] })
  const ended = onceEmitted(sleep, 'exit')
  await untilAsleep(sleep.pid)
  const pid = Number(sleep.pid)
  const found = { runtime: 'docker', container: id, pod: '' }

  assert.deepEqual(placesOf([])({ pid: GONE, ppid: pid }, {}), found)
  assert.deepEqual(placesOf([])({ pid: GONE, ppid: GONE_TOO }, {}), NOWHERE)

  // In version 2 a zombie keeps its group.
  const placeOf = placesOf([])
  const memory = {}
  assert.deepEqual(placeOf({ pid, ppid: GONE }, memory), found)
  assert.deepEqual(memory, { own: found })
  assert.deepEqual(placeOf({ pid: GONE_TOO, ppid: GONE }, memory), found)

  const withPod = { ...found, pod: 'a-pod' }
  const ofPod = { ...NOWHERE, pod: 'a-pod' }
  const known = placesOf([ofPod, withPod])
  assert.deepEqual(known({ pid: GONE, ppid: pid }, {}), withPod)
  assert.deepEqual(known({ pid: GONE, ppid: GONE_TOO }, {}), NOWHERE)
})
