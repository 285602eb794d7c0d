'use strict'

// The package in the node_modules of a project: which permissions of Deno it needs, and what an
// executable of `bun build --compile` needs.

const assert = require('node:assert/strict')
const fs = require('node:fs')
const path = require('node:path')
const { before, test } = require('node:test')

const { copyPackage, program, temporaryFolder } = require('../support/helpers')
const { bun, deno, run } = require('../support/runtimes')

let project = ''
before(() => {
  project = temporaryFolder()
  copyPackage(path.join(project, 'node_modules/zombie-reaper'))
  fs.copyFileSync(program('runtimes/installed.js'), path.join(project, 'app.cjs'))
})

const ALL = {
  reap: [7],
  zombies: ['us', true],
  startReaper: 1,
  reapOrphans: [],
  orphans: [],
  pidUsage: true,
  createJob: [[], []],
  initPath: 'zombie-init',
}

/** @param {string[]} permissions */
async function runDeno(...permissions) {
  const [file] = deno.command
  const command = [file, 'run', '--no-prompt', ...permissions, 'app.cjs']
  const { stdout } = await run(command, { cwd: project })
  return JSON.parse(stdout)
}

const LOAD = ['--allow-ffi=node_modules', '--allow-read=node_modules']

test('Deno needs two permissions, for node_modules only', { skip: deno.skip }, async () => {
  const { createJob, ...others } = await runDeno(...LOAD)
  assert.match(createJob, /^Requires env access, run again with the --allow-env flag$/)
  assert.deepEqual({ ...others, createJob: ALL.createJob }, ALL)
})

test('createJob() needs one more, for the environment', { skip: deno.skip }, async () => {
  assert.deepEqual(await runDeno(...LOAD, '--allow-env'), ALL)
})

test(
  'an executable of Bun uses the node_modules beside it, wherever it runs',
  { skip: bun.skip },
  async () => {
    const executable = path.join(project, 'app')
    const [file] = bun.command
    await run([file, 'build', '--compile', 'app.cjs', '--outfile', executable], { cwd: project })
    const { stdout } = await run([executable], { cwd: '/' })
    assert.deepEqual(JSON.parse(stdout), ALL)
  },
)
