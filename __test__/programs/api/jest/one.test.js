'use strict'

// In Jest `process` is a copy whose signal listeners receive no signal. Each test file has its own
// context and its own copies of all modules.

const { spawn } = require('node:child_process')
const { once } = require('node:events')
const { promisify } = require('node:util')

// Jest declares `jest` in each file, so the import has another name.
const { afterEach, expect, jest: fakes, test } = require('@jest/globals')
const { createJob, isSubreaper, makeZombie, reapOrphans, startReaper } = require('zombie-reaper')

const { expectOneReaper } = require('./one-reaper')

afterEach(() => {
  fakes.useRealTimers()
})

// The sweep must not help any of these tests, so the sweep interval is at its maximum.
const options = { quarantine: 10, sweepInterval: 2 ** 31 - 1 }

const turn = promisify(setImmediate)

/** @param {number} exitCode */
async function expectToBeReaped(exitCode) {
  const reaper = startReaper(options)
  // The first pass reaps earlier zombies. A later zombie is reaped only if its SIGCHLD is heard.
  while (reaper.stats.passes === 0) await turn()
  const reaped = once(reaper, 'reap')
  const pid = makeZombie({ exitCode })
  const [process] = await reaped
  expect(process).toMatchObject({ pid, exitCode })
}

test('the reaper hears of deaths', async () => {
  await expectToBeReaped(1)
  expect(isSubreaper()).toBe(true)
})

test('faked timers, clocks and process.nextTick stop nothing, nor does their end', async () => {
  fakes.useFakeTimers()
  await expectToBeReaped(2)
  makeZombie({ exitCode: 3 })
  const { reaped } = await reapOrphans()
  expect(reaped.map(({ exitCode }) => exitCode)).toEqual([3])
  expect(fakes.getTimerCount()).toBe(0)
  fakes.useRealTimers()
  await expectToBeReaped(4)
})

test('a job is closed, and every child of child_process has its status', async () => {
  const job = createJob()
  const child = job.add(spawn('sleep', ['1000']))
  const other = spawn('/bin/sh', ['-c', 'exit 5'])
  const exits = Promise.all([once(child, 'exit'), once(other, 'exit')])
  fakes.useFakeTimers({ doNotFake: ['nextTick'] })
  expect(await job.close()).toEqual({ reaped: [], remaining: [] })
  expect(await exits).toEqual([
    [null, 'SIGTERM'],
    [5, null],
  ])
})

test('all files have one reaper', expectOneReaper)
