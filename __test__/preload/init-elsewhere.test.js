'use strict'

// zombie-reaper/init in a process that is not PID 1, or in a Worker of PID 1.

const assert = require('node:assert/strict')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')

const { initPath } = require('../..')
const {
  IN_NAMESPACE,
  copyPackage,
  program,
  skipWithoutNamespace: skip,
  temporaryFolder,
} = require('../support/helpers')
const { run } = require('../support/init-helpers')
const { printedBy, init, preload, state } = require('../support/with-init')

// Node 20 has no `node --run`, so the test has nothing to check there.
const hasRun = Number(process.versions.node.split('.')[0]) >= 22

test('elsewhere it is the automatic mode as a subreaper, and can be turned off', () => {
  const env = { ...process.env }
  delete env.ZOMBIE_INIT_PID
  const on = printedBy([...preload, state], { under: [], env })
  assert.deepEqual(
    { reaper: on.reaper, subreaper: on.subreaper, stderr: on.stderr },
    { reaper: true, subreaper: true, stderr: '' },
  )
  const off = printedBy([...preload, state], {
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
    const result = printedBy([...preload, state], { under: [initPath, '-s', '--', ...between] })
    assert.deepEqual(
      { reaper: result.reaper, stderr: result.stderr },
      { reaper: false, stderr: '' },
    )
  }
})

test('so it does below one that has another name', () => {
  const tini = path.join(temporaryFolder(), 'tini')
  fs.copyFileSync(initPath, tini)
  const { reaper, stderr } = printedBy([...preload, state], { under: [tini, '-s', '--'] })
  assert.deepEqual({ reaper, stderr }, { reaper: false, stderr: '' })
})

test('so it does without the native part, and nothing warns', () => {
  const copy = copyPackage()
  for (const name of fs.readdirSync(copy)) {
    if (name.endsWith('.node')) fs.rmSync(path.join(copy, name))
  }
  const under = [initPath, '-s', '--']
  const args = ['--require', path.join(copy, 'init.js'), state]
  assert.equal(printedBy(args, { under }).stderr, '')
})

test('below a zombie-init that the environment does not name it starts a reaper', () => {
  const under = [initPath, '-s', '--', 'env', '-u', 'ZOMBIE_INIT_PID']
  assert.equal(printedBy([...preload, state], { under }).reaper, true)
})

test('a marker that was carried here from elsewhere does not count', { skip }, () => {
  // A shell is PID 1, and an ancestor of the program.
  const under = [...IN_NAMESPACE, 'sh', '-c', '"$@"; exit', 'sh']
  for (const ZOMBIE_INIT_PID of ['1', '2', '0', '-1', 'x', '1.5', '4194305']) {
    const env = { ...process.env, ZOMBIE_INIT_PID }
    assert.equal(printedBy([...preload, state], { under, env }).reaper, true, ZOMBIE_INIT_PID)
  }
})

test('off Linux it does nothing', () => {
  const script = `
    Object.defineProperty(process, 'platform', { value: 'darwin' })
    require(${JSON.stringify(init)})`
  const env = { ...process.env, ZOMBIE_REAPER_INIT: 'unknown' }
  assert.equal(run([process.execPath, '-e', script], { env }).stderr, '')
})

test('in a Worker it does nothing', { skip }, () => {
  const script = `new (require('node:worker_threads').Worker)(${JSON.stringify(program('preload/init-first.js'))})`
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
