'use strict'

// Where pidfds cannot be had: a seccomp filter refuses pidfd_open(2), as gVisor and old kernels do.

const assert = require('node:assert/strict')
const { constants } = require('node:os')
const { before, test } = require('node:test')

const { compile } = require('../support/helpers')
const { bun, deno, runIn } = require('../support/runtimes')

const PIDFD_OPEN = 434
const { EMFILE, ENOSYS, EPERM } = constants.errno

// Forces Bun to wait for its children in a thread of its own, "Waitpid", although there are pidfds.
const FORCED = { BUN_GARBAGE_COLLECTOR_LEVEL: '1', BUN_FEATURE_FLAG_FORCE_WAITER_THREAD: '1' }

let refuse = ''
before(() => {
  refuse = compile('shared/refuse-call.c')
})

/** @param {number} errno */
function refusing(errno) {
  return [refuse, `${PIDFD_OPEN}`, `${errno}`]
}

for (const [what, errno, code] of /** @type {const} */ ([
  ['refuses pidfds', EPERM, 'ERR_ZOMBIE_REAPER_UNSUPPORTED_RUNTIME'],
  ['has no pidfds', ENOSYS, 'ERR_ZOMBIE_REAPER_UNSUPPORTED_RUNTIME'],
  ['has no free descriptor', EMFILE, 'EMFILE'],
])) {
  test(
    `where the kernel ${what} nothing is taken in Deno, and an error says why`,
    { skip: deno.skip },
    async () => {
      const seen = await runIn(deno, ['api/public-face.js'], { under: refusing(errno) })
      const { reap, startReaper, reapOrphans, createJob, orphans, zombies, ...others } = seen
      const functions = [reap, startReaper, reapOrphans, createJob, orphans, zombies]
      assert.deepEqual(functions, Array(6).fill(code))
      assert.equal(others.makeZombie, 'number')
      // The two zombies are still there.
      assert.deepEqual(others.steal, [0, 'SIGTERM'])
    },
  )
}

test('the error says what Deno lacks, and what to do', { skip: deno.skip }, async () => {
  const why =
    'needs to know which children Deno waits for. Without pidfds Deno cannot tell. Run on Linux 5.10 or later, and allow pidfd_open where a seccomp filter or a sandbox refuses it. Or use Node.js'
  assert.deepEqual(await runIn(deno, ['runtimes/refusal.js'], { under: refusing(EPERM) }), [
    `reap() ${why}, or reap({ steal: true }) if nothing in this process waits for a child`,
    `createJob() ${why}`,
    `startReaper() ${why}`,
    `reapOrphans() ${why}`,
    `orphans() ${why}`,
    `zombies() ${why}`,
  ])
})

for (const [what, under, env] of /** @type {[string, (() => string[]), NodeJS.ProcessEnv][]} */ ([
  ['pidfds are refused', () => refusing(EPERM), {}],
  ['there are no pidfds', () => refusing(ENOSYS), {}],
  ['Bun is told to use its thread', () => [], FORCED],
])) {
  for (const [how, mode] of [
    ['startReaper()', 'reaper'],
    ['reap() in a tight loop', 'loop'],
  ]) {
    test(`where ${what} Bun gets every status beside ${how}`, { skip: bun.skip }, async () => {
      const storm = await runIn(bun, ['runtimes/storm.js', mode], { under: under(), env })
      const { arrived, wrong, made, reaped, left } = storm
      assert.deepEqual({ arrived, wrong, left }, { arrived: 744, wrong: [], left: 0 })
      assert.ok(made > 0)
      assert.equal(reaped, made)
    })
  }
}

for (const [what, under, env] of /** @type {[string, (() => string[]), NodeJS.ProcessEnv][]} */ ([
  ['pidfds are refused', () => refusing(EPERM), {}],
  ['there are no pidfds', () => refusing(ENOSYS), {}],
  ['Bun is told to use its thread', () => [], FORCED],
])) {
  for (const [where, mode, expected] of /** @type {const} */ ([
    ['beside startReaper()', 'reaper', { ended: 5, reaped: 7 }],
    ['after reapOrphans()', 'orphans', { ended: 5 }],
  ])) {
    test(
      `where ${what} the thread of Bun still hears of deaths ${where}`,
      { skip: bun.skip },
      async () => {
        const options = { under: under(), env }
        assert.deepEqual(await runIn(bun, ['runtimes/waiting-thread.js', mode], options), expected)
      },
    )
  }
}
