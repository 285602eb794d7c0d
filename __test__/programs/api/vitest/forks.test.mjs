import { spawn } from 'node:child_process'
import { once } from 'node:events'

import { afterEach, expect, test, vi } from 'vitest'
import { createJob, makeZombie, reapOrphans, startReaper } from 'zombie-reaper'

afterEach(() => {
  vi.useRealTimers()
})

/** @param {number} exitCode */
async function expectToBeReaped(exitCode) {
  const reaped = once(startReaper({ quarantine: 10, sweepInterval: 2 ** 31 - 1 }), 'reap')
  const pid = makeZombie({ exitCode })
  const [process] = await reaped
  expect(process).toMatchObject({ pid, exitCode })
}

test('faked timers and clocks stop nothing, nor does their end', async () => {
  await expectToBeReaped(1)
  vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval', 'setImmediate', 'Date', 'performance'] })
  await expectToBeReaped(2)
  makeZombie({ exitCode: 3 })
  const { reaped } = await reapOrphans()
  expect(reaped.map(({ exitCode }) => exitCode)).toEqual([3])
  expect(vi.getTimerCount()).toBe(0)
  vi.useRealTimers()
  await expectToBeReaped(4)
})

test('a job is closed, and every child of child_process has its status', async () => {
  const job = createJob()
  const child = job.add(spawn('sleep', ['1000']))
  const exit = once(child, 'exit')
  expect(await job.close()).toEqual({ reaped: [], remaining: [] })
  expect(await exit).toEqual([null, 'SIGTERM'])
})
