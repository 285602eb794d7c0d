'use strict'

// Cases in which zombie-init cannot replace PID 1.

const assert = require('node:assert/strict')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')

const { initPath } = require('../..')
const { IN_NAMESPACE, copyPackage, program, temporaryFolder } = require('../support/helpers')
const { skipWithoutNamespace: skip, skipWithoutRoot } = require('../support/helpers')
const { PERMISSION } = require('../support/permission')
const { code, printedBy, init, state } = require('../support/with-init')

const WARNING = /ZombieReaperWarning: PID 1 did not become zombie-init: /

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

/** @param {{ stderr: string, pid: number, reaper: boolean }} result */
function assertGoesOn({ stderr, pid, reaper }) {
  assert.match(stderr, WARNING)
  assert.match(stderr, /cannot load its native part/)
  assert.equal(stderr.match(/ZombieReaperWarning/g)?.length, 1)
  assert.deepEqual({ pid, reaper }, { pid: 1, reaper: false })
}

test('a script from stdin goes on in PID 1, with a warning and a reaper', { skip }, () => {
  for (const args of [[], ['-'], ['-', 'argument']]) {
    const input = `require(${JSON.stringify(init)})\n${code}`
    const result = printedBy(args, { stdio: 'pipe', input })
    assertStayed(result, /comes from stdin/)
  }
})

test('a Node that was started through the dynamic loader goes on in PID 1', { skip }, () => {
  // The dynamic loader of this process, which has it mapped.
  const [loader] = /\/\S*\/ld-\S+$/m.exec(fs.readFileSync('/proc/self/maps', 'utf8')) ?? ['']
  const script = program('preload/init-first.js')
  const result = printedBy([script, 'argument'], { under: [...IN_NAMESPACE, loader] })
  assertStayed(result, /started through the dynamic loader/)
  assert.ok(result.stderr.includes(fs.realpathSync(loader)), result.stderr)
  assert.deepEqual(result.argv, [script, 'argument'])
})

test('without a zombie-init it goes on in PID 1', { skip }, () => {
  const copy = copyPackage()
  fs.rmSync(path.join(copy, 'zombie-init'))
  assertStayed(
    printedBy(['--require', path.join(copy, 'init.js'), state]),
    /there is no zombie-init for linux-/,
  )
})

test(
  'so it does with one that cannot be executed: no permission, half of it, a noexec mount',
  { skip: skip || skipWithoutRoot },
  () => {
    const copy = copyPackage()
    const file = path.join(copy, 'zombie-init')
    const args = ['--require', path.join(copy, 'init.js'), state]
    fs.chmodSync(file, 0o644)
    const result = printedBy(args)
    assertStayed(result, /EACCES: .*, execve '.*zombie-init'.*chmod a\+x/)
    // The failed exec leaves no change behind: Node ignores SIGPIPE as before.
    assert.equal(result.ignoresSigpipe, true)
    // The kernel would accept the cut file, and the process would die of SIGSEGV.
    fs.chmodSync(file, 0o755)
    fs.truncateSync(file, 5000)
    assertStayed(printedBy(args), /ENOEXEC: .*cut off after 5000 bytes/)

    const noexec = temporaryFolder()
    const script =
      'mount -t tmpfs -o noexec none "$0" && cp "$1" "$0/zombie-init" && rm "$2" && ln -s "$0/zombie-init" "$2" && shift 2 && exec "$@"'
    const under = [...IN_NAMESPACE, 'sh', '-c', script, noexec, initPath, file]
    assertStayed(printedBy(args, { under }), /EACCES: .*noexec/)
  },
)

test('without the native part the program goes on with the warning alone', { skip }, () => {
  const copy = copyPackage()
  for (const name of fs.readdirSync(copy)) {
    if (name.endsWith('.node')) fs.rmSync(path.join(copy, name))
  }
  assertGoesOn(printedBy(['--require', path.join(copy, 'init.js'), state]))

  // Node cannot load a library from a noexec mount either.
  const noexec = temporaryFolder()
  const script = 'mount -t tmpfs -o noexec none "$0" && cp -R "$1/." "$0" && shift && exec "$@"'
  const under = [...IN_NAMESPACE, 'sh', '-c', script, noexec, copyPackage()]
  assertGoesOn(printedBy(['--require', path.join(noexec, 'init.js'), state], { under }))

  // Node's permission model refuses libraries too.
  const args = [PERMISSION, '--allow-fs-read=*', '--require', init, state]
  assertGoesOn(printedBy(args))
})

test('another error of the automatic mode is a warning too', { skip }, () => {
  const copy = copyPackage()
  fs.rmSync(path.join(copy, 'zombie-init'))
  fs.rmSync(path.join(copy, 'lib/reap/reaper.js'))
  const { stderr } = printedBy(['--require', path.join(copy, 'init.js'), state])
  assert.match(stderr, WARNING)
  assert.match(stderr, /ZombieReaperWarning: Cannot find module/)
})
