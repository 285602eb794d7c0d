'use strict'

const assert = require('node:assert/strict')
const { test } = require('node:test')

const { program } = require('../support/helpers')
const { RUNTIMES, run, runIn } = require('../support/runtimes')

const OFF_MAIN_THREAD = 'ERR_ZOMBIE_REAPER_NOT_MAIN_THREAD'

for (const runtime of RUNTIMES) {
  const { command, name, skip } = runtime

  test(`in ${name} the reaper does not keep the program alive`, { skip }, async () => {
    const ended = await run([...command, program('runtimes/life.js'), 'reaper'])
    assert.deepEqual(ended, { stdout: '', stderr: '' })
  })

  test(`in ${name} reapOrphans() keeps the program alive until it resolves`, { skip }, async () => {
    const ended = await run([...command, program('runtimes/life.js'), 'orphans'])
    assert.deepEqual(ended, { stdout: '[7]\n', stderr: '' })
  })

  test(`in ${name} a global Deno of a shim changes nothing`, { skip }, async () => {
    const ended = await run([...command, program('runtimes/life.js'), 'shim'])
    assert.deepEqual(ended, { stdout: '[7]\n', stderr: '' })
  })

  // Deno alone has listeners that `process` does not show.
  const listeners = name === 'Bun' ? [1, 1, 0] : [0, 0, 0]
  test(`in ${name} the reaper goes on without its listener`, { skip }, async () => {
    const seen = await runIn(runtime, ['runtimes/life.js', 'removed'])
    assert.deepEqual(seen, { listeners, reaped: [7, 8] })
  })

  test(`in ${name} orphans() lists no living child of the runtime`, { skip }, async () => {
    assert.deepEqual(await runIn(runtime, ['runtimes/living.js']), ['orphan'])
  })

  test(`in ${name} the children of a Worker are left to the Worker`, { skip }, async () => {
    assert.deepEqual(await runIn(runtime, ['runtimes/workers.js']), {
      codes: {
        reap: OFF_MAIN_THREAD,
        startReaper: OFF_MAIN_THREAD,
        reapOrphans: OFF_MAIN_THREAD,
        orphans: OFF_MAIN_THREAD,
        createJob: OFF_MAIN_THREAD,
      },
      reapers: ['other-thread', 'other-thread'],
      reaped: 0,
      orphans: 0,
      ends: ['SIGKILL', 'SIGKILL'],
    })
  })
}
