'use strict'

// Looks at /proc at the wrong moment. No real process tree produces this moment on demand.

const assert = require('node:assert/strict')
const { spawn } = require('node:child_process')
const { once } = require('node:events')
const { test } = require('node:test')

const { closeJob } = require('../../lib/job/close')
const { processStat } = require('../../lib/proc/table')
const { untilAsleep } = require('../support/helpers')

/** @typedef {import('../../lib/proc/table').Stat} Stat */

/** @param {import('node:test').TestContext} t */
async function startSleep(t) {
  const child = spawn('sleep', ['1000'], { stdio: 'ignore' })
  t.after(() => child.kill('SIGKILL'))
  await untilAsleep(child.pid)
  const stat = processStat(child.pid ?? 0)
  assert.ok(stat !== null)
  return { child, stat }
}

/**
 * @param {() => Stat[]} look
 * @param {number} timeout
 */
function close(look, timeout) {
  const members = /** @type {any} */ ({ look, has: () => true, isSure: true })
  return closeJob(members, { signal: 9, killAfter: 0, timeout }, [])
}

test('who has got the PID of a member since the look is not signalled', async (t) => {
  const { child, stat } = await startSleep(t)
  const member = { ...stat, startTicks: stat.startTicks - 1 }
  const { remaining } = await close(() => [member], 100)
  assert.deepEqual(
    remaining.map(({ pid }) => pid),
    [stat.pid],
  )
  // A signal would show by now: SIGKILL takes effect at once, and raises SIGCHLD.
  assert.equal(processStat(stat.pid)?.state, 'S')
  assert.equal(child.signalCode, null)
})

test('it takes two looks to say that nobody is left', async (t) => {
  const { child, stat } = await startSleep(t)
  let looks = 0
  const exit = once(child, 'exit')
  await close(() => {
    const found = processStat(stat.pid)
    return looks++ === 0 || found === null ? [] : [found]
  }, 60_000)
  assert.deepEqual(await exit, [null, 'SIGKILL'])
  assert.ok(looks > 3)
})
