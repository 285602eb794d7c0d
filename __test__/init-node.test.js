'use strict'

const assert = require('node:assert/strict')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')

const { initPath } = require('..')
const { IN_NAMESPACE, copyPackage, program, root, temporaryFolder } = require('./helpers')
const { skipWithoutNamespace: skip, skipWithoutRoot } = require('./helpers')
const { run } = require('./init-helpers')

const init = path.join(root, 'init.js')
const state = program('init-state.js')
// Node 20 has no such thing, so there is nothing to test there.
const hasRun = Number(process.versions.node.split('.')[0]) >= 22
const WARNING = /ZombieReaperWarning: No zombie-init was started, and PID 1 stays Node\.js: /

/**
 * What a Node in PID 1 prints, a JSON line.
 * @param {string[]} args
 * @param {import('node:child_process').SpawnSyncOptions & { under?: string[] }} [options]
 */
function inPid1(args, { under = IN_NAMESPACE, ...options } = {}) {
  const { status, stdout, stderr } = run([...under, process.execPath, ...args], options)
  assert.equal(status, 0, stderr)
  return { ...JSON.parse(stdout), stderr }
}

/** @param {{ stderr: string, pid1: string, processes: number }} result */
function assertReplaced({ stderr, pid1, processes }) {
  assert.equal(stderr, '')
  assert.equal(pid1, 'zombie-init')
  assert.equal(processes, 2)
}

/**
 * @param {{ stderr: string, pid: number, reaper: boolean }} result
 * @param {RegExp} reason
 */
function assertStayed({ stderr, pid, reaper }, reason) {
  assert.match(stderr, WARNING)
  assert.match(stderr, reason)
  assert.equal(stderr.match(/ZombieReaperWarning/g)?.length, 1)
  assert.equal(pid, 1)
  assert.equal(reaper, true)
}

const preload = ['--require', init]
const code = fs.readFileSync(state, 'utf8')

/** @type {[name: string, before: string[], after: string[]][]} */
const WAYS = [
  ['--require', preload, [state]],
  ['--import', ['--import', init], [state]],
  ['the first line of CommonJS', [], [program('init-first.js')]],
  ['the first import of ESM', [], [program('init-first.mjs')]],
  ['-e', [...preload, '-e', code], ['--']],
  ['-p', [...preload, '-p', `${code};''`], ['--']],
  ['options of V8 and Node', [...preload, '--stack-size=900', '--expose-gc', '--'], [state]],
  ['--title', [...preload, '--title=other', '--stack-size=900', '--'], [state]],
  // Then the first word of the overwritten command line is right, and the rest is not.
  ['--title and -e', [...preload, '--title', process.execPath, '-e', code], ['--']],
]

for (const [name, before, after] of WAYS) {
  test(`PID 1 becomes zombie-init: ${name}`, { skip }, () => {
    const args = ['--', '-x', '', 'ä b', '--title=no', '--']
    const result = inPid1([...before, ...after, ...args])
    assertReplaced(result)
    const script = after[0] === '--' ? [] : after
    assert.deepEqual(result.argv, [...script, ...args])
    // The program is the same Node, and nothing is missing of what it was started with.
    assert.deepEqual(
      result.execArgv.filter((/** @type {string} */ arg) => arg !== '--'),
      before.filter((arg) => arg !== '--'),
    )
  })
}

test('the title is the one that was asked for', { skip }, () => {
  const result = inPid1([...preload, '--title=other', state])
  assert.equal(result.title, 'other')
})

test('a title in NODE_OPTIONS does not lose the script either', { skip }, () => {
  const NODE_OPTIONS = `--title=${process.execPath} --require "${init}"`
  const result = inPid1([state, 'x'], { env: { ...process.env, NODE_OPTIONS } })
  assertReplaced(result)
  assert.deepEqual(result.argv, [state, 'x'])
})

test('environment, directory and fds 0 to 2 arrive unchanged', { skip }, () => {
  const env = { PATH: process.env.PATH, NODE_OPTIONS: `--require "${init}"`, EMPTY: '', A: 'ä=b' }
  const result = inPid1([state], { env, cwd: '/usr', input: 'from stdin' })
  assertReplaced(result)
  assert.deepEqual(result.env, { ...env, ZOMBIE_INIT_PID: '1' })
  assert.equal(result.cwd, '/usr')
  const reader = ['-e', 'process.stdin.pipe(process.stdout)']
  const { stdout } = run([...IN_NAMESPACE, process.execPath, ...preload, ...reader], {
    stdio: 'pipe',
    input: 'from stdin',
  })
  assert.equal(stdout, 'from stdin')
})

test('arguments that are no UTF-8 arrive byte for byte', { skip }, () => {
  const script = `exec "$0" --require "$1" -- "$2" "$(printf 'a\\377b')"`
  const command = ['sh', '-c', script, process.execPath, init, state]
  const { stdout, stderr } = run([...IN_NAMESPACE, ...command])
  assert.equal(stderr, '')
  assert.equal(JSON.parse(stdout).lastArgument, Buffer.from('a\xffb', 'latin1').toString('hex'))
})

test('a relative script is found after a chdir() too', { skip }, () => {
  const folder = temporaryFolder()
  const script = `process.chdir('/'); require(${JSON.stringify(init)}); require(${JSON.stringify(state)})`
  fs.writeFileSync(path.join(folder, 'index.js'), script)
  for (const name of ['index.js', './index', '.', `../${path.basename(folder)}/`]) {
    const result = inPid1(['--stack-size=900', '--', name, '--', name], { cwd: folder })
    assertReplaced(result)
    assert.deepEqual(result.argv, [path.resolve(folder, name), '--', name])
    assert.equal(result.cwd, '/')
  }
})

test('without /proc PID 1 becomes zombie-init too', { skip }, () => {
  const script = 'console.log(JSON.stringify([process.ppid, ...process.argv.slice(1)]))'
  const under = [...IN_NAMESPACE, 'sh', '-c', 'mount -t tmpfs none /proc && exec "$@"', 'sh']
  const command = [process.execPath, ...preload, '-e', script, '--', '', '--', 'ä b']
  const { stdout, stderr } = run([...under, ...command])
  assert.equal(stderr, '')
  assert.deepEqual(JSON.parse(stdout), [1, '', '--', 'ä b'])
})

test('the new Node has no signal ignored or blocked but what Node itself does', { skip }, () => {
  const { stdout } = run([
    ...IN_NAMESPACE,
    process.execPath,
    ...preload,
    '-e',
    'setTimeout(()=>{},0);console.log(require("fs").readFileSync("/proc/1/status","utf8"))',
  ])
  // The program's mask and actions are those that zombie-init was started with: it has kept SIGCHLD.
  assert.match(stdout, /^SigIgn:\t0{16}$/m)
})

test('a script from stdin goes on in PID 1, with a warning and a reaper', { skip }, () => {
  for (const args of [[], ['-'], ['-', 'argument']]) {
    const input = `require(${JSON.stringify(init)})\n${code}`
    const result = inPid1(args, { stdio: 'pipe', input })
    assertStayed(result, /comes from stdin/)
  }
})

test('without a zombie-init it goes on in PID 1', { skip }, () => {
  const copy = copyPackage()
  fs.rmSync(path.join(copy, 'zombie-init'))
  assertStayed(
    inPid1(['--require', path.join(copy, 'init.js'), state]),
    /there is no zombie-init for linux-/,
  )
})

test(
  'so it does when execve refuses: no permission, no program, a noexec mount',
  { skip: skip || skipWithoutRoot },
  () => {
    const copy = copyPackage()
    const file = path.join(copy, 'zombie-init')
    const args = ['--require', path.join(copy, 'init.js'), state]
    fs.chmodSync(file, 0o644)
    assertStayed(inPid1(args), /EACCES: .*, execve '.*zombie-init'.*noexec/)
    fs.rmSync(file)
    fs.writeFileSync(file, 'no program', { mode: 0o755 })
    const result = inPid1(args)
    assertStayed(result, /ENOEXEC: .*, execve/)
    // Nothing of what exec needs has stuck: Node ignores SIGPIPE as before.
    assert.equal(result.ignoresSigpipe, true)

    const noexec = temporaryFolder()
    const script =
      'mount -t tmpfs -o noexec none "$0" && cp "$1" "$0/zombie-init" && rm "$2" && ln -s "$0/zombie-init" "$2" && shift 2 && exec "$@"'
    const under = [...IN_NAMESPACE, 'sh', '-c', script, noexec, initPath, file]
    assertStayed(inPid1(args, { under }), /EACCES: .*noexec/)
  },
)

test('without the native part the program goes on with the warning alone', { skip }, () => {
  const copy = copyPackage()
  for (const name of fs.readdirSync(copy)) {
    if (name.endsWith('.node')) fs.rmSync(path.join(copy, name))
  }
  const { stderr, pid, reaper } = inPid1(['--require', path.join(copy, 'init.js'), state])
  assert.match(stderr, WARNING)
  assert.match(stderr, /cannot load its native part/)
  assert.equal(stderr.match(/ZombieReaperWarning/g)?.length, 1)
  assert.deepEqual({ pid, reaper }, { pid: 1, reaper: false })
})

test('elsewhere it is the automatic mode as a subreaper, and can be turned off', () => {
  const env = { ...process.env }
  delete env.ZOMBIE_INIT_PID
  const on = inPid1([...preload, state], { under: [], env })
  assert.deepEqual(
    { reaper: on.reaper, subreaper: on.subreaper, stderr: on.stderr },
    { reaper: true, subreaper: true, stderr: '' },
  )
  const off = inPid1([...preload, state], {
    under: [],
    env: { ...env, ZOMBIE_REAPER_INIT: 'only-pid1' },
  })
  assert.deepEqual(
    { reaper: off.reaper, subreaper: off.subreaper },
    { reaper: false, subreaper: false },
  )
})

test('below a zombie-init it does nothing, whatever is in between', () => {
  for (const between of [[], ['sh', '-c', '"$@"; exit', 'sh']]) {
    const result = inPid1([...preload, state], { under: [initPath, '-s', '--', ...between] })
    assert.deepEqual(
      { reaper: result.reaper, stderr: result.stderr },
      { reaper: false, stderr: '' },
    )
  }
})

test('so it does below one that has another name', () => {
  const tini = path.join(temporaryFolder(), 'tini')
  fs.copyFileSync(initPath, tini)
  const { reaper, stderr } = inPid1([...preload, state], { under: [tini, '-s', '--'] })
  assert.deepEqual({ reaper, stderr }, { reaper: false, stderr: '' })
})

test('a marker that was carried here from elsewhere does not count', () => {
  for (const ZOMBIE_INIT_PID of [String(process.pid), '1', '0', '-1', 'x', '4194305']) {
    const env = { ...process.env, ZOMBIE_INIT_PID }
    assert.equal(inPid1([...preload, state], { under: [], env }).reaper, true, ZOMBIE_INIT_PID)
  }
})

test('in PID 1 not even that stops it', { skip }, () => {
  assertReplaced(inPid1([...preload, state], { env: { ...process.env, ZOMBIE_INIT_PID: '1' } }))
})

test('in a Worker it does nothing', { skip }, () => {
  const script = `new (require('node:worker_threads').Worker)(${JSON.stringify(program('init-first.js'))})`
  const { stdout, stderr } = run([...IN_NAMESPACE, process.execPath, '-e', script])
  assert.equal(stderr, '')
  assert.deepEqual([JSON.parse(stdout).pid, JSON.parse(stdout).reaper], [1, false])
})

test('under npm start it is a subreaper, below npm', { skip }, () => {
  const folder = temporaryFolder()
  const start = `"${process.execPath}" --require "${init}" "${state}"`
  fs.writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ scripts: { start } }))
  const command = [...IN_NAMESPACE, 'npm', '--silent', 'start']
  const { stdout, stderr } = run(command, { cwd: folder })
  assert.doesNotMatch(stderr, /zombie/i)
  const { reaper, subreaper } = JSON.parse(stdout)
  assert.deepEqual({ reaper, subreaper }, { reaper: true, subreaper: true })
})

if (hasRun) {
  test('node --run starts a subreaper too', { skip }, () => {
    const folder = temporaryFolder()
    const start = `"${process.execPath}" --require "${init}" "${state}"`
    fs.writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ scripts: { start } }))
    const { stdout } = run([...IN_NAMESPACE, process.execPath, '--run', 'start'], { cwd: folder })
    assert.equal(JSON.parse(stdout).reaper, true)
  })
}
