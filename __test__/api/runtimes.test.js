'use strict'

// Runs in the real Bun and the real Deno. A Node that claims to be Bun would not show the worst
// case: Bun exports libuv's functions, and ends the process when one of them is called.

const assert = require('node:assert/strict')
const { execFile, spawnSync } = require('node:child_process')
const path = require('node:path')
const { test } = require('node:test')
const { promisify } = require('node:util')

const { program, root, skipUnless } = require('../support/helpers')

const REFUSED = 'ERR_ZOMBIE_REAPER_UNSUPPORTED_RUNTIME'

/** @param {string} binary */
function commandOf(binary) {
  return path.join(root, 'node_modules/.bin', binary)
}

/** @param {string} binary */
function skipWithout(binary) {
  const { status } = spawnSync(commandOf(binary), ['--version'])
  return skipUnless(status === 0, `needs ${binary}, which npm has for a few platforms`)
}

/**
 * @param {string} binary
 * @param {string[]} args
 */
async function start(binary, args) {
  const options = { cwd: root, env: { ...process.env, NO_COLOR: '1' } }
  const { stdout, stderr } = await promisify(execFile)(commandOf(binary), args, options)
  return { stdout, stderr }
}

const runtimes = [
  { name: 'Bun', binary: 'bun', args: [] },
  { name: 'Deno', binary: 'deno', args: ['run', '--allow-all'] },
]

for (const { name, binary, args } of runtimes) {
  const skip = skipWithout(binary)
  /** @param {string[]} rest */
  const run = (...rest) => start(binary, [...args, ...rest])

  test(`${name} loads the package, which refuses what would have to guess`, { skip }, async () => {
    const { stdout } = await run(program('api/public-face.js'))
    assert.deepEqual(JSON.parse(stdout), {
      isSupported: true,
      badInput: 'ERR_OUT_OF_RANGE',
      reap: REFUSED,
      isSubreaper: false,
      installSubreaper: true,
      makeZombie: 'number',
      makeZombieOfSignal: 'number',
      steal: [0, 'SIGTERM'],
      startReaper: REFUSED,
      reapOrphans: REFUSED,
      reapOrphansByPid: REFUSED,
      createJob: REFUSED,
      orphans: REFUSED,
      zombies: REFUSED,
      pidUsage: true,
      initPath: 'zombie-init',
      untried: [],
    })
  })

  for (const entry of ['auto', 'init']) {
    test(`in ${name} zombie-reaper/${entry} warns, and the program goes on`, { skip }, async () => {
      const { stdout, stderr } = await run(program('api/entry-first.js'), entry)
      assert.deepEqual(JSON.parse(stdout), { reaper: false, environment: [] })
      const warnings = stderr.split('\n').filter((line) => line.includes('Warning:'))
      assert.equal(warnings.length, 1)
      assert.match(warnings[0], new RegExp(`${name} cannot be asked which children it waits for`))
    })
  }

  test(`${name} runs the commands of the package`, { skip }, async () => {
    const init = await run('bin/zombie-init.js', '-s', '--', 'echo', 'alive')
    assert.deepEqual(init, { stdout: 'alive\n', stderr: '' })
    const { stdout } = await run('bin/zombie-reaper.js', 'path', 'auto')
    assert.equal(stdout, `${path.join(root, 'auto.js')}\n`)
  })
}

test('Deno is told which permissions are missing', { skip: skipWithout('deno') }, async () => {
  const started = start('deno', ['run', '--allow-read', program('api/public-face.js')])
  await assert.rejects(started, { message: new RegExp(`Start Deno with --allow-ffi="${root}"`) })
})
