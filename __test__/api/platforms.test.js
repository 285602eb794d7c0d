'use strict'

const assert = require('node:assert/strict')
const { spawnSync } = require('node:child_process')
const path = require('node:path')
const { test } = require('node:test')

const { program, root, runNode } = require('../support/helpers')

/** @param {string} platform */
function on(platform) {
  const env = { ...process.env, OTHER_PLATFORM: platform }
  const flags = ['--require', program('api/other-platform.js')]
  return {
    /** @param {string} file */
    printed: (file) => runNode([...flags, file], { env }),
    /** @param {string[]} args */
    result: (args) => {
      const { status, stdout, stderr } = spawnSync(process.execPath, [...flags, ...args], {
        env,
        encoding: 'utf8',
      })
      return { status, stdout, stderr }
    },
  }
}

for (const platform of ['darwin', 'win32', 'freebsd', 'android']) {
  test(`on ${platform} the package loads and does nothing`, async () => {
    assert.deepEqual(await on(platform).printed(program('api/public-face.js')), {
      isSupported: false,
      badInput: 'ERR_OUT_OF_RANGE',
      reap: [],
      isSubreaper: false,
      installSubreaper: false,
      makeZombie: 'ERR_UNSUPPORTED_PLATFORM',
      makeZombieOfSignal: 'ERR_UNSUPPORTED_PLATFORM',
      steal: [],
      startReaper: { reaped: 0, quarantined: 0, passes: 0 },
      reapOrphans: { reaped: [], remaining: [] },
      reapOrphansByPid: { reaped: [], remaining: [] },
      createJob: ['object', true, [], { reaped: [], remaining: [] }],
      orphans: [],
      zombies: [],
      pidUsage: false,
      initPath: '',
      untried: [],
    })
  })

  for (const entry of ['auto', 'init']) {
    test(`on ${platform} zombie-reaper/${entry} does nothing`, () => {
      const { status, stdout, stderr } = on(platform).result([program('api/entry-first.js'), entry])
      assert.deepEqual([status, stderr], [0, ''])
      assert.deepEqual(JSON.parse(stdout), { reaper: false, environment: [] })
    })
  }

  test(`on ${platform} the command zombie-init says that it is for Linux`, () => {
    const command = path.join(root, 'bin/zombie-init.js')
    const { status, stdout, stderr } = on(platform).result([command, '--', 'echo'])
    assert.deepEqual([status, stdout], [127, ''])
    assert.match(stderr, new RegExp(`^zombie-init: .*on Linux only, and this is ${platform}\n$`))
  })

  test(`on ${platform} the command zombie-reaper works`, () => {
    const command = path.join(root, 'bin/zombie-reaper.js')
    const result = on(platform).result([command, 'path', 'auto'])
    assert.deepEqual(result, { status: 0, stdout: `${path.join(root, 'auto.js')}\n`, stderr: '' })
  })
}
