'use strict'

// Which zombies stay until a second look.

const assert = require('node:assert/strict')
const { spawn } = require('node:child_process')
const { after, test } = require('node:test')

const { installSubreaper, makeZombie, reap } = require('../..')
const { look } = require('../../lib/cli/zombies/look')
const { until, untilZombie } = require('../support/helpers')
const { descendantsOf, processInfo } = require('../support/process-table')

installSubreaper()
after(() => reap())

/** @param {ReturnType<typeof look>} looking @param {number} pid */
async function groupOf(looking, pid) {
  return (await looking).find(({ zombies }) => zombies.some((one) => one.pid === pid))
}

test('a zombie that nobody reaps stays, and a zombie that goes does not', async () => {
  const pids = [makeZombie(), makeZombie()]
  assert.equal((await groupOf(look(), pids[0]))?.stays, true)
  const looking = look()
  // reap() leaves a zombie for the next call while another thread runs.
  while (pids.some((one) => processInfo(one)?.state === 'Z')) reap()
  assert.equal((await groupOf(looking, pids[0]))?.stays, false)
})

test('one zombie that stays is enough', async () => {
  makeZombie()
  const pid = makeZombie()
  const looking = look()
  reap({ max: 1 })
  assert.equal((await groupOf(looking, pid))?.stays, true)
  reap()
})

test('a zombie that another process has inherited is not the parent’s fault', async (t) => {
  const parent = spawn('sh', ['-c', 'sleep 0 & exec sleep 1000'], { stdio: 'ignore' })
  t.after(() => parent.kill('SIGKILL'))
  const pid = await until(() => descendantsOf(Number(parent.pid)).at(0)?.pid, 'it has a child')
  await untilZombie(pid)
  await until(() => processInfo(Number(parent.pid))?.name === 'sleep', 'it does not wait')
  const looking = look()
  parent.kill('SIGKILL')
  // No turn of the loop before the zombie has its new parent, so the second look comes later.
  while (processInfo(pid)?.ppid === parent.pid);
  assert.equal((await groupOf(looking, pid))?.stays, false)
})
