import { spawn } from 'node:child_process'
import { once } from 'node:events'

import { expect, test } from 'vitest'
import { createJob, reap, reapOrphans, startReaper, zombies } from 'zombie-reaper'

// With this pool, Vitest runs test files in Workers, where the kernel shows no orphans.
const refused = { code: 'ERR_ZOMBIE_REAPER_NOT_MAIN_THREAD' }

test('what needs the main thread says so, and the rest works', async () => {
  for (const call of [startReaper, createJob, reap]) {
    expect(call).toThrow(expect.objectContaining(refused))
  }
  await expect(reapOrphans()).rejects.toMatchObject(refused)
  expect(zombies()).toBeInstanceOf(Array)
})

test('every child of child_process has its status', async () => {
  expect(await once(spawn('/bin/sh', ['-c', 'exit 5']), 'exit')).toEqual([5, null])
})
