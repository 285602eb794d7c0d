'use strict'

// Runs in the real Bun and the real Deno. A Node that claims to be Bun would not show the worst
// case: Bun exports libuv's functions, and ends the process when one of them is called.

const assert = require('node:assert/strict')
const path = require('node:path')
const { test } = require('node:test')

const { program, root, skipWithoutNamespace, IN_NAMESPACE } = require('../support/helpers')
const { RUNTIMES, deno, run: start } = require('../support/runtimes')

for (const { name, command, skip } of RUNTIMES) {
  /** @param {string[]} rest */
  const run = (...rest) => start([...command, ...rest])

  test(
    `${name} has every function of the package`,
    { skip: skip || skipWithoutNamespace },
    async () => {
      const file = program('api/public-face.js')
      const { stdout, stderr } = await start([...IN_NAMESPACE, ...command, file])
      assert.equal(stderr, '')
      const { reapOrphansByPid, ...seen } = JSON.parse(stdout)
      assert.equal(reapOrphansByPid.remaining.length, 1)
      assert.deepEqual(seen, {
        isSupported: true,
        badInput: 'ERR_OUT_OF_RANGE',
        reap: [],
        isSubreaper: false,
        installSubreaper: true,
        makeZombie: 'number',
        makeZombieOfSignal: 'number',
        steal: [0, 'SIGTERM'],
        startReaper: { reaped: 0, quarantined: 0, passes: 0 },
        reapOrphans: { reaped: [], remaining: [] },
        // The program adds itself, which is a mistake.
        createJob: 'ERR_OUT_OF_RANGE',
        orphans: [],
        zombies: [],
        pidUsage: true,
        initPath: 'zombie-init',
        untried: [],
      })
    },
  )

  for (const entry of ['auto', 'init']) {
    test(`in ${name} zombie-reaper/${entry} starts the reaper`, { skip }, async () => {
      const { stdout, stderr } = await run(program('api/entry-first.js'), entry)
      const environment = ['ZOMBIE_REAPER_OUTERMOST']
      assert.deepEqual(JSON.parse(stdout), { reaper: true, environment })
      assert.equal(stderr, '')
    })
  }

  test(`${name} runs the commands of the package`, { skip }, async () => {
    const init = await run('bin/zombie-init.js', '-s', '--', 'echo', 'alive')
    assert.deepEqual(init, { stdout: 'alive\n', stderr: '' })
    const { stdout } = await run('bin/zombie-reaper.js', 'path', 'auto')
    assert.equal(stdout, `${path.join(root, 'auto.js')}\n`)
  })
}

test('Deno is told which permissions are missing', { skip: deno.skip }, async () => {
  const [file] = deno.command
  const started = start([file, 'run', '--allow-read', program('api/public-face.js')])
  await assert.rejects(started, { message: new RegExp(`Start Deno with --allow-ffi="${root}"`) })
})
