'use strict'

// zombie-reaper/auto in the real Bun and the real Deno, with the package in node_modules.

const assert = require('node:assert/strict')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')

const { IN_NAMESPACE, skipWithoutNamespace } = require('../support/helpers')
const { run } = require('../support/init-helpers')
const { project } = require('../support/installed')
const runtimes = require('../support/runtimes')

const [bun] = runtimes.bun.command
const [deno] = runtimes.deno.command

// Prints the exit codes of its children, beside which orphans die, and whether a zombie is left.
const COMMAND = `(sh -c 'sleep 0.1') & (exit 0) & exit`
const LISTED = `ps -o stat= --ppid`
/** @param {string} sh the source of a function that runs a command and returns code and output */
const orphans = (sh) => `
  import process from 'node:process'
  ${sh}
  const ended = await Promise.all([3, 4, 5].map((code) => sh(${JSON.stringify(COMMAND)} + ' ' + code)))
  const isLeft = async () => (await sh('${LISTED} ' + process.pid)).output.includes('Z')
  for (let tries = 0; tries < 1000 && await isLeft(); tries++) {}
  console.log(JSON.stringify({ codes: ended.map(({ code }) => code), left: await isLeft() }))`

const { folder, platform } = project({
  'app.ts': `console.log('app')`,
  'bun.ts': orphans(`import { execFile } from 'node:child_process'
    const sh = (command) => new Promise((resolve) => execFile('sh', ['-c', command],
      (error, output) => resolve({ code: error?.code, output })))`),
  // node:child_process needs --allow-env in Deno.
  'deno.ts': orphans(`const sh = async (command) => {
    const { code, stdout } = await new Deno.Command('sh', { args: ['-c', command] }).output()
    return { code, output: new TextDecoder().decode(stdout) }
  }`),
})
fs.mkdirSync(path.join(folder, 'configured'))
fs.writeFileSync(path.join(folder, 'configured/bunfig.toml'), 'preload = ["zombie-reaper/auto"]')
fs.cpSync(path.join(folder, 'bun.ts'), path.join(folder, 'configured/bun.ts'))

const file = './node_modules/zombie-reaper/auto.js'
const FFI = `--allow-ffi=${platform}`
const ENV = '--allow-env=ZOMBIE_REAPER_*'

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

test('Deno without --allow-ffi is told so, and asks nothing', { skip: runtimes.deno.skip }, () => {
  const stdout = onTerminal([deno, 'run', '--preload', file, 'app.ts'])
  assert.equal(stdout.match(/ZombieReaperWarning/g)?.length, 1)
  assert.ok(stdout.includes(`Start Deno with --allow-ffi="${platform}"`), stdout)
})

test('Deno asks nothing for the variables either', { skip: runtimes.deno.skip }, () => {
  onTerminal([deno, 'run', FFI, '--preload', file, 'app.ts'])
})

/** @type {[name: string, skip: string | false, command: string[], cwd?: string][]} */
const WAYS = [
  ['bun --preload', runtimes.bun.skip, [bun, '--preload', 'zombie-reaper/auto', 'bun.ts']],
  ['bunfig.toml', runtimes.bun.skip, [bun, 'bun.ts'], 'configured'],
  [
    'deno run --preload',
    runtimes.deno.skip,
    [deno, 'run', FFI, ENV, '--allow-run', '--preload', file, 'deno.ts'],
  ],
  [
    'deno run --require',
    runtimes.deno.skip,
    [deno, 'run', FFI, ENV, '--allow-run', '--require', file, 'deno.ts'],
  ],
]

for (const [name, skip, command, cwd = '.'] of WAYS) {
  test(`every orphan is reaped, and no exit code is lost: ${name}`, { skip }, () => {
    const result = run(command, { cwd: path.join(folder, cwd) })
    assert.equal(result.stderr, '')
    assert.deepEqual(JSON.parse(result.stdout), { codes: [3, 4, 5], left: false })
  })
}

test(
  'Deno without --allow-env reaps with the defaults, and is told so',
  { skip: runtimes.deno.skip || skipWithoutNamespace },
  () => {
    const command = [deno, 'run', FFI, '--allow-run', '--no-prompt', '--preload', file]
    const { stdout, stderr } = run([...IN_NAMESPACE, ...command, 'deno.ts'], { cwd: folder })
    assert.equal(stderr.match(/ZombieReaperWarning/g)?.length, 1)
    assert.match(stderr, /Start Deno with --allow-env="ZOMBIE_REAPER_\*"/)
    assert.deepEqual(JSON.parse(stdout), { codes: [3, 4, 5], left: false })
  },
)
