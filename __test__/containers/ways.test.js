'use strict'

// Each way of examples/containers/ under a limit of 64 processes and threads. `npm run containers`
// runs each of them for three minutes.

const assert = require('node:assert/strict')
const { describe, test } = require('node:test')

const { WAYS } = require('../../scripts/containers/ways')
const { app, machine, run, skipWithoutRunc: skip } = require('../support/containers')

const LIMIT = 64

// Next.js names the start file.
const files = { 'app.js': app, 'server.js': app }
// An orphan every 30 ms. The quarantine is 500 ms at most, so few zombies wait at a time.
const FAST = ['LEAK_PAUSE=30', 'ORPHAN_LIFE=0.01']

// The containers wait most of the time.
describe('under a limit of 64', { skip, concurrency: 4 }, () => {
  for (const { name, image, args, reaps } of WAYS) {
    const isDistroless = image.dockerfile.startsWith('distroless/')
    const settings = { args, env: [...image.env, ...FAST], cwd: '/app', uid: image.uid }
    if (!reaps) {
      test(`${name}: no process can start before 64 leaks`, async (t) => {
        const container = { ...machine(files), ...settings, limit: LIMIT }
        const { code, stdout, stderr } = await run(t, container).ended
        assert.notEqual(code, 0)
        assert.match(stderr, /EAGAIN|cannot fork/i)
        assert.ok(stdout.trim().split('\n').length < LIMIT, stdout)
      })
      continue
    }
    // Without a shell an orphan is a Node, which takes longer to start.
    const leaks = isDistroless ? LIMIT + 1 : 200
    test(`${name}: after ${leaks} leaks processes start, and SIGTERM has the exit code of the program`, async (t) => {
      const container = { ...machine(files, { isDistroless }), ...settings, limit: LIMIT }
      const { ended, init, line } = run(t, container)
      await line(`leaked ${leaks}`)
      process.kill(Number(init()), 'SIGTERM')
      const { code, stderr } = await ended
      assert.deepEqual([code, stderr], [42, ''])
    })
  }
})
