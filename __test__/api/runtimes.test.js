'use strict'

// Runs in the real Bun and the real Deno. A Node that claims to be Bun would not show the worst
// case: Bun exports libuv's functions, and ends the process when one of them is called.

const assert = require('node:assert/strict')
const { spawnSync } = require('node:child_process')
const path = require('node:path')
const { test } = require('node:test')

const { IN_NAMESPACE, program, root, skipWithoutNamespace } = require('../support/helpers')
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

  test(
    `as PID 1 ${name} is told once that there is no zombie-init`,
    { skip: skip || skipWithoutNamespace },
    () => {
      const file = program('api/entry-first.js')
      const [first, ...rest] = [...IN_NAMESPACE, ...command, file, 'init']
      const { status, stderr } = spawnSync(first, rest, { cwd: root, encoding: 'utf8' })
      const warnings = stderr.split('\n').filter((line) => line.includes('Warning:'))
      assert.equal(status, 0)
      assert.equal(warnings.length, 1, stderr)
      assert.match(warnings[0], /PID 1 did not become zombie-init: this runtime is not Node\.js/)
    },
  )

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
  await assert.rejects(started, /Start Deno with --allow-ffi and --allow-read/)
})
