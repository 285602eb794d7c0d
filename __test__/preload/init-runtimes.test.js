'use strict'

// zombie-reaper/init in the real Bun and the real Deno. The package lies in node_modules, as
// installed: there Deno needs no permission to read its files.

const assert = require('node:assert/strict')
const { spawn } = require('node:child_process')
const { once } = require('node:events')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')

const { IN_NAMESPACE, skipWithoutNamespace } = require('../support/helpers')
const { run } = require('../support/init-helpers')
const { project } = require('../support/installed')
const runtimes = require('../support/runtimes')

const [bun] = runtimes.bun.command
const [deno] = runtimes.deno.command

const SHOW = `console.log(JSON.stringify({ pid: process.pid, ppid: process.ppid,
  argv: process.argv.slice(2), execArgv: process.execArgv, cwd: process.cwd() }))`
const REST = `import process from 'node:process'; ${SHOW}`

const { folder, platform } = project({
  'app.ts': REST,
  'first.ts': `import 'zombie-reaper/init'; ${REST}`,
  'first.cjs': `require('zombie-reaper/init'); ${SHOW}`,
  'server.ts': `import process from 'node:process'; setInterval(() => {}, 1000); console.log('ready')`,
  'handler.ts': `import process from 'node:process'
    process.on('SIGTERM', () => setTimeout(() => process.exit(7), 20))
    setInterval(() => {}, 1000)
    console.log('ready')`,
  'code.ts': `import process from 'node:process'; process.exitCode = 42`,
  'echo.ts': `import process from 'node:process'; process.stdin.pipe(process.stdout)`,
  'terminal.ts': `import process from 'node:process'; import { isatty } from 'node:tty'
    console.log(JSON.stringify({ ppid: process.ppid, isTTY: [0, 1, 2].map(isatty) }))`,
  'bytes.ts': `import fs from 'node:fs'
    console.log(fs.readFileSync('/proc/self/cmdline').toString('hex'))`,
  'titled.cjs': `process.title = 'another'; require('zombie-reaper/init'); ${SHOW}`,
})
// A folder in which bunfig.toml preloads it.
fs.mkdirSync(path.join(folder, 'configured'))
fs.writeFileSync(path.join(folder, 'configured/bunfig.toml'), 'preload = ["zombie-reaper/init"]')
fs.writeFileSync(path.join(folder, 'configured/app.ts'), REST)

const file = './node_modules/zombie-reaper/init.js'
const BUN = [bun, '--preload', 'zombie-reaper/init']
const LEAST = ['--no-prompt', `--allow-ffi=${platform}`]
const DENO = [deno, 'run', ...LEAST, '--preload', file]

const skip = {
  bun: skipWithoutNamespace || runtimes.bun.skip,
  deno: skipWithoutNamespace || runtimes.deno.skip,
}

/**
 * @param {string[]} command
 * @param {import('node:child_process').SpawnSyncOptions} [options]
 */
function asPid1(command, options) {
  return run([...IN_NAMESPACE, ...command], { cwd: folder, ...options })
}

/** @type {[name: string, runtime: 'bun' | 'deno', command: string[], cwd?: string][]} */
const WAYS = [
  ['bun --preload', 'bun', [...BUN, 'app.ts']],
  ['bun run, options of Bun', 'bun', [bun, 'run', '--smol', '-r', 'zombie-reaper/init', 'app.ts']],
  ['bunfig.toml', 'bun', [bun, 'app.ts'], 'configured'],
  ['BUN_OPTIONS', 'bun', ['env', 'BUN_OPTIONS=--preload zombie-reaper/init', bun, 'app.ts']],
  ['bun, first import', 'bun', [bun, 'first.ts']],
  ['bun, first require', 'bun', [bun, 'first.cjs']],
  ['bun --cwd', 'bun', [...BUN, '--cwd', folder, 'app.ts']],
  ['bun --inspect', 'bun', [...BUN, '--inspect=localhost:0/x', 'app.ts']],
  ['deno run --preload', 'deno', [...DENO, 'app.ts']],
  ['deno run --require', 'deno', [deno, 'run', ...LEAST, '--require', file, 'app.ts']],
  ['deno, first import', 'deno', [deno, 'run', ...LEAST, 'first.ts']],
  ['deno, first require', 'deno', [deno, 'run', ...LEAST, 'first.cjs']],
  ['deno run -A', 'deno', [deno, 'run', '-A', '--preload', file, 'app.ts']],
  ['deno without run', 'deno', [deno, ...LEAST, '--preload', file, 'app.ts']],
]

for (const [name, runtime, command, cwd = '.'] of WAYS) {
  test(`PID 1 becomes zombie-init: ${name}`, { skip: skip[runtime] }, () => {
    const args = ['-x', '', 'ä b', '--title=no', '--', 'c']
    const result = asPid1([...command, ...args], { cwd: path.join(folder, cwd) })
    assert.equal(result.status, 0, result.stderr)
    if (name !== 'bun --inspect') assert.equal(result.stderr, '')
    const shown = JSON.parse(result.stdout)
    assert.equal(shown.ppid, 1)
    assert.notEqual(shown.pid, 1)
    assert.deepEqual(shown.argv, args)
    assert.equal(shown.cwd, path.join(folder, cwd))
  })
}

test('PID 1 becomes zombie-init: bun -e', { skip: skip.bun }, () => {
  const { stdout, stderr } = asPid1([...BUN, '-e', SHOW, 'a', '', 'ä b'])
  assert.equal(stderr, '')
  const { ppid, argv } = JSON.parse(stdout)
  // `-e` has no script, so its arguments start one place earlier.
  assert.deepEqual({ ppid, argv }, { ppid: 1, argv: ['', 'ä b'] })
})

test('under `bun run` of a script in package.json Bun stays PID 1', { skip: skip.bun }, () => {
  const { folder: cwd } = project({
    'package.json': JSON.stringify({ scripts: { go: `${bun} first.ts` } }),
    'first.ts': `import 'zombie-reaper/init'; ${REST}`,
  })
  const { stdout, stderr } = asPid1([bun, 'run', 'go'], { cwd })
  // The automatic mode starts there instead.
  assert.doesNotMatch(stderr, /did not become zombie-init/)
  assert.equal(JSON.parse(stdout).ppid, 1)
})

/** @type {[runtime: 'bun' | 'deno', preload: string[]][]} */
const RUNTIMES = [
  ['bun', BUN],
  ['deno', DENO],
]

for (const [runtime, preload] of RUNTIMES) {
  const options = { skip: skip[runtime] }

  test(`${runtime}: the exit code of the program is that of PID 1`, options, () => {
    assert.equal(asPid1([...preload, 'code.ts']).status, 42)
  })

  test(`${runtime}: stdin and stdout are those of PID 1`, options, () => {
    const { stdout } = asPid1([...preload, 'echo.ts'], { stdio: 'pipe', input: 'from stdin' })
    assert.equal(stdout, 'from stdin')
  })

  test(`${runtime}: a terminal stays one`, options, () => {
    const command = [...IN_NAMESPACE, ...preload, 'terminal.ts']
    const { stdout } = run(['script', '-qec', command.join(' '), '/dev/null'], { cwd: folder })
    assert.deepEqual(JSON.parse(stdout), { ppid: 1, isTTY: [true, true, true] })
  })

  for (const [program, expected] of /** @type {const} */ ([
    ['server.ts', 143],
    ['handler.ts', 7],
  ])) {
    test(`${runtime}: SIGTERM to PID 1 reaches the program: ${program}`, options, async () => {
      const [command, ...args] = [...IN_NAMESPACE, ...preload, program]
      const child = spawn(command, args, {
        cwd: folder,
        stdio: ['ignore', 'pipe', 'inherit'],
        timeout: 10_000,
        killSignal: 'SIGKILL',
      })
      const ended = once(child, 'exit')
      await once(child.stdout, 'data')
      const pid1 = fs.readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8')
      process.kill(Number(pid1), 'SIGTERM')
      assert.deepEqual(await ended, [expected, null])
    })
  }

  test(`${runtime}: below a zombie-init it does nothing`, options, () => {
    const { initPath } = require('../..')
    const { stdout, stderr } = asPid1([initPath, '--', ...preload, 'app.ts'])
    assert.equal(stderr, '')
    assert.equal(JSON.parse(stdout).ppid, 1)
  })
}

// Deno itself refuses such an argument.
test('bun: arguments that are no UTF-8 arrive byte for byte', { skip: skip.bun }, () => {
  const script = `exec "$@" "$(printf 'a\\377b')"`
  const { stdout } = asPid1(['sh', '-c', script, 'sh', ...BUN, 'bytes.ts'])
  assert.match(stdout, /61ff6200\n$/)
})

/** @type {[reason: RegExp, runtime: 'bun' | 'deno', command: string[], input?: string][]} */
const STAYS = [
  [/comes from stdin/, 'bun', [...BUN, '-', 'a'], SHOW],
  // The automatic mode, which starts then, warns where Deno hides its variables.
  [/comes from stdin/, 'deno', [...DENO, '--allow-env=ZOMBIE_REAPER_*', '-', 'a'], REST],
  [/--cwd of Bun is relative/, 'bun', [...BUN, '--cwd', '.', 'app.ts', 'a']],
  [/--cwd of Bun is relative/, 'bun', [...BUN, '--cwd=.', 'app.ts', 'a']],
  [/started by the name "node"/, 'bun', [path.join(folder, 'node'), 'first.ts', 'a']],
  [/cannot be read from \/proc\/self\/cmdline/, 'deno', [deno, 'run', '-A', 'titled.cjs', 'a']],
]
fs.symlinkSync(bun, path.join(folder, 'node'))

for (const [reason, runtime, command, input] of STAYS) {
  test(
    `PID 1 stays ${runtime}: ${reason.source}: ${command.at(-2)}`,
    { skip: skip[runtime] },
    () => {
      const { status, stdout, stderr } = asPid1(command, { stdio: 'pipe', input: input ?? '' })
      assert.equal(status, 0, stderr)
      assert.match(stderr, /PID 1 did not become zombie-init: /)
      assert.match(stderr, reason)
      assert.equal(stderr.match(/ZombieReaperWarning/g)?.length, 1)
      const { pid, argv } = JSON.parse(stdout)
      assert.deepEqual({ pid, argv }, { pid: 1, argv: ['a'] })
    },
  )
}

test(
  'Deno without --allow-ffi is told so once, and asks nothing on a terminal',
  { skip: skip.deno },
  () => {
    const command = [...IN_NAMESPACE, deno, 'run', '--preload', file, 'app.ts']
    const { stdout } = run(['script', '-qec', command.join(' '), '/dev/null'], { cwd: folder })
    assert.match(stdout, /PID 1 did not become zombie-init: /)
    assert.ok(stdout.includes(`Start Deno with --allow-ffi="${platform}"`), stdout)
    assert.equal(stdout.match(/ZombieReaperWarning/g)?.length, 1)
    assert.doesNotMatch(stdout, /Deno requests/)
    assert.match(stdout, /"pid":1,/)
  },
)

test(
  'PID 1 becomes zombie-init: an executable of `bun build --compile`',
  { skip: skip.bun },
  () => {
    const { folder: cwd } = project({
      'external.ts': `import 'zombie-reaper/init'; ${REST}`,
      'beside.ts': `import { createRequire } from 'node:module'
      createRequire(process.execPath)('zombie-reaper/init'); ${SHOW}`,
    })
    const args = ['-x', '', 'ä b', '--', 'c']
    for (const [name, from] of [
      ['external', cwd],
      // Bun looks for external packages from the working directory, and not from the executable.
      ['beside', '/'],
    ]) {
      const options = ['--external', 'zombie-reaper/*', '--outfile', name]
      const build = run([bun, 'build', '--compile', `${name}.ts`, ...options], { cwd })
      assert.equal(build.status, 0, build.stderr)
      const { stdout, stderr } = asPid1([path.join(cwd, name), ...args], { cwd: from })
      assert.equal(stderr, '')
      const { ppid, argv } = JSON.parse(stdout)
      assert.deepEqual({ ppid, argv }, { ppid: 1, argv: args })
    }
  },
)
