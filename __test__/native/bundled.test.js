'use strict'

const assert = require('node:assert/strict')
const { execFileSync, spawnSync } = require('node:child_process')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')

const { runNode } = require('../support/helpers')
const { project } = require('../support/installed')

const ncc = require.resolve('@vercel/ncc/dist/ncc/cli.js')

// ncc copies every file that the package resolves by name, but no package.json.
test('bundled by ncc, it loads and reaps, and zombie-init runs', async () => {
  const { folder } = project({
    'app.js': `
      const { initPath, makeZombie, reap } = require('zombie-reaper')
      const pid = makeZombie({ exitCode: 3 })
      const reaped = reap().map((one) => [one.pid === pid, one.exitCode])
      console.log(JSON.stringify({ initPath, reaped }))`,
  })
  const output = path.join(folder, 'output')
  const build = ['build', path.join(folder, 'app.js'), '--out', output, '--quiet']
  execFileSync(process.execPath, [ncc, ...build])
  // The bundle must work without node_modules.
  fs.rmSync(path.join(folder, 'node_modules'), { recursive: true })
  const { initPath, reaped } = await runNode([path.join(output, 'index.js')])
  assert.deepEqual(reaped, [[true, 3]])
  assert.equal(path.dirname(initPath), output)
  const { status } = spawnSync(initPath, ['-s', '--', '/bin/sh', '-c', 'exit 7'])
  assert.equal(status, 7)
})
