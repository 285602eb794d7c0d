'use strict'

// zombie-reaper/auto in the real Deno, with the package in node_modules.

const assert = require('node:assert/strict')
const { test } = require('node:test')

const { run } = require('../support/init-helpers')
const { deno, project, skipWithout } = require('../support/installed')

const { folder, platform } = project({
  'app.ts': `console.log('app')`,
})

const file = './node_modules/zombie-reaper/auto.js'
const FFI = `--allow-ffi=${platform}`

/**
 * Runs a command on a terminal, where Deno asks for the permissions that are missing.
 * @param {string[]} command
 */
function onTerminal(command) {
  const { stdout } = run(['script', '-qec', command.join(' '), '/dev/null'], { cwd: folder })
  assert.doesNotMatch(stdout, /Deno requests/)
  assert.match(stdout, /^app\r$/m)
  return stdout
}

test('Deno without --allow-ffi is told so, and asks nothing', { skip: skipWithout(deno) }, () => {
  const stdout = onTerminal([deno, 'run', '--preload', file, 'app.ts'])
  assert.equal(stdout.match(/ZombieReaperWarning/g)?.length, 1)
  assert.ok(stdout.includes(`Start Deno with --allow-ffi="${platform}"`), stdout)
})

test('Deno asks nothing for the variables either', { skip: skipWithout(deno) }, () => {
  onTerminal([deno, 'run', FFI, '--preload', file, 'app.ts'])
})
