'use strict'

// What lib/support/runtime.js says of each runtime. Deno alone has permissions.

const assert = require('node:assert/strict')
const path = require('node:path')
const { test } = require('node:test')

const { program, root, runNode } = require('../support/helpers')
const { bun, deno, run, runIn } = require('../support/runtimes')

const PROGRAM = 'runtimes/permissions.js'
const SHOWN = path.join(root, 'package.json')
const env = { SHOWN: 'yes', HIDDEN: 'no' }
const args = [SHOWN, 'SHOWN', 'HIDDEN', 'MISSING']

const EVERYTHING = {
  files: [true, true, false],
  variables: [
    [true, 'yes'],
    [true, 'no'],
    [true, null],
  ],
  mayRun: true,
}

test('Node has libuv, and no permissions', async () => {
  const seen = await runNode([program(PROGRAM), ...args], { env: { ...process.env, ...env } })
  assert.deepEqual(seen, { runtime: 'Node.js', hasLibuv: true, ...EVERYTHING })
})

test('Bun has neither', { skip: bun.skip }, async () => {
  const seen = await runIn(bun, [PROGRAM, ...args], { env })
  assert.deepEqual(seen, { runtime: 'Bun', hasLibuv: false, ...EVERYTHING })
})

test('Deno has permissions, and shows only what it has granted', { skip: deno.skip }, async () => {
  const [file] = deno.command
  const flags = ['--no-prompt', `--allow-read=${root}`, '--allow-env', '--deny-env=HIDDEN']
  const here = [file, 'run', ...flags, program(PROGRAM)]
  const told = { runtime: 'Deno', hasLibuv: false, mayRun: false }
  const variables = [
    [true, 'yes'],
    [false, null],
    [true, null],
  ]
  for (const [shown, files] of /** @type {const} */ ([
    [SHOWN, [true, true, false]],
    [process.execPath, [false, false, false]],
  ])) {
    const { stdout } = await run([...here, shown, ...args.slice(1)], { env })
    assert.deepEqual(JSON.parse(stdout), { ...told, files, variables })
  }
})
