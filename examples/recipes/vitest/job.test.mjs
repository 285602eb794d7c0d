import { spawn } from 'node:child_process'
import { once } from 'node:events'

import { expect, test } from 'vitest'

import { createJob } from '../../../index.js'

test('a job ends what a command has left behind', async () => {
  const job = createJob()
  const child = job.add(spawn('/bin/sh', ['-c', 'sleep 1000 & exit 3'], { env: job.env }))
  expect(await once(child, 'exit')).toEqual([3, null])
  const { remaining } = await job.close()
  expect(remaining).toEqual([])
})
