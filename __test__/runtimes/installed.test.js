'use strict'

// The package in the node_modules of a project: which permissions of Deno it needs, and what an
// executable of `bun build --compile` needs.

const assert = require('node:assert/strict')
const fs = require('node:fs')
const path = require('node:path')
const { before, test } = require('node:test')

const { program, root } = require('../support/helpers')
const { project } = require('../support/installed')
const { bun, deno, run } = require('../support/runtimes')

let folder = ''
before(() => {
  folder = project({
    'app.cjs': fs.readFileSync(program('runtimes/installed.js'), 'utf8'),
  }).folder
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
  const { stdout } = await run(command, { cwd: folder })
  return JSON.parse(stdout)
}

const LOAD = '--allow-ffi=node_modules'

test('Deno needs one permission, for node_modules only', { skip: deno.skip }, async () => {
  const { createJob, ...others } = await runDeno(LOAD)
  assert.match(createJob, /^Requires env access, run again with the --allow-env flag$/)
  assert.deepEqual({ ...others, createJob: ALL.createJob }, ALL)
})

test('createJob() needs one more, for the environment', { skip: deno.skip }, async () => {
  assert.deepEqual(await runDeno(LOAD, '--allow-env'), ALL)
})

test(
  'Deno needs two for a linked checkout, and names the folder',
  { skip: deno.skip },
  async (t) => {
    const link = path.join(folder, 'node_modules/zombie-reaper')
    fs.renameSync(link, `${link}-moved`)
    t.after(() => {
      fs.rmSync(link)
      fs.renameSync(`${link}-moved`, link)
    })
    fs.symlinkSync(root, link)
    await assert.rejects(runDeno(LOAD), new RegExp(`Requires read access to "${root}`))
    assert.deepEqual(
      await runDeno(`--allow-ffi=${root}`, `--allow-read=${root}`, '--allow-env'),
      ALL,
    )
  },
)

test(
  'an executable of Bun uses the node_modules beside it, wherever it runs',
  { skip: bun.skip },
  async () => {
    const executable = path.join(folder, 'app')
    const [file] = bun.command
    await run([file, 'build', '--compile', 'app.cjs', '--outfile', executable], { cwd: folder })
    const { stdout } = await run([executable], { cwd: '/' })
    assert.deepEqual(JSON.parse(stdout), ALL)
  },
)
