'use strict'

// What must work on every host, as PID 1 and below it, with 32 PIDs, and in gVisor.

const assert = require('node:assert/strict')
const { spawn, spawnSync } = require('node:child_process')
const { once } = require('node:events')
const { test } = require('node:test')

const { createJob, initPath, makeZombie, pidUsage, startReaper, zombies } = require('../..')
const { until } = require('../support/helpers')

test('zombies() shows a zombie and its parent', async () => {
  const pid = makeZombie({ exitCode: 5 })
  const zombie = zombies().find((one) => one.pid === pid)
  assert.equal(zombie?.ppid, process.pid)
})

test('every exit code arrives beside the reaper, and every orphan is reaped', async () => {
  const reaper = startReaper()
  let reaped = 0
  reaper.on('reap', () => reaped++)
  for (let exitCode = 0; exitCode < 10; exitCode++) {
    // The orphan outlives the shell: it ends with our end of the pipe.
    const stdio = /** @type {('ignore' | 'pipe')[]} */ (['ignore', 'ignore', 'ignore', 'pipe'])
    const child = spawn('sh', ['-c', `cat <&3 & exit ${exitCode}`], { stdio })
    assert.deepEqual(await once(child, 'exit'), [exitCode, null])
    child.stdio[3]?.destroy()
    // The zombie of the test before counts, too. With 32 PIDs, a burst of orphans would fill the
    // limit before the quarantine is over.
    await until(() => reaped === exitCode + 2, 'the orphan is reaped')
  }
  reaper.stop()
})

test('a job ends what it has started', async () => {
  const job = createJob()
  const child = spawn('sleep', ['1000'], { env: job.env, detached: true })
  const ended = once(child, 'exit')
  await job.close()
  const [, signal] = await ended
  assert.match(signal, /^SIG(TERM|KILL)$/)
})

test('pidUsage() agrees with itself', () => {
  const { tasks, limit, headroom } = pidUsage()
  assert.equal(headroom, limit === null ? null : limit - tasks)
})

test('zombie-init passes the exit code on', () => {
  assert.equal(spawnSync(initPath, ['--', 'sh', '-c', 'exit 7']).status, 7)
})
