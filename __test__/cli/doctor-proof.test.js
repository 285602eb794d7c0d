'use strict'

// The proof of `doctor --prove`: who takes the zombie of its orphan.

const assert = require('node:assert/strict')
const { spawn } = require('node:child_process')
const { once } = require('node:events')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')

const { installSubreaper } = require('../..')
const { command, diagnosis, doctor } = require('../support/cli')
const {
  IN_NAMESPACE,
  preloading,
  program,
  root,
  runNode,
  skipWithoutNamespace: skip,
  temporaryFolder,
  until,
} = require('../support/helpers')
const { initPath } = require('../support/init-helpers')
const { descendantsOf } = require('../support/process-table')

/**
 * @param {string[]} [init]
 * @param {{ preload?: string, env?: NodeJS.ProcessEnv }} [options]
 */
function prove(init = [initPath, '--'], { preload, env } = {}) {
  const flags = preload === undefined ? [] : ['--require', preload]
  const under = [...IN_NAMESPACE, ...init]
  return doctor(['--prove'], { under, flags, env: { ...process.env, ...env } })
}

/** @param {string} code */
function fileOf(code) {
  const file = path.join(temporaryFolder(), 'file')
  fs.writeFileSync(file, code, { mode: 0o755 })
  return file
}

test('an init that reaps is proven, whatever this command has preloaded', { skip }, () => {
  // The orphan and its launcher must not load it.
  const preload = fileOf(`if (/orphan/.test(process.argv[1])) process.exit(3)`)
  const NODE_OPTIONS = `--require "${path.join(root, 'auto.js')}" --require "${preload}"`
  const start = performance.now()
  const { status, report } = prove([initPath, '--'], { env: { NODE_OPTIONS } })
  const all = performance.now() - start
  const { by, reaped, ms, orphan } = report.proof
  assert.deepEqual([status, reaped, report.proofError], [0, true, null])
  assert.deepEqual([by.pid, by.name, by.argv[0]], [1, 'zombie-init', initPath])
  assert.ok(
    Number.isInteger(ms) && ms >= 0 && ms <= all && orphan > 1,
    JSON.stringify(report.proof),
  )
})

test('a subreaper that does not wait is proven too', { skip }, async () => {
  const parent = [program('cli/zombies-then.js'), '0', 'orphan', '--']
  const { pid, ...result } = await runNode(
    [...parent, process.execPath, command, 'doctor', '--prove', '--json'],
    { under: [...IN_NAMESPACE, initPath, '--'] },
  )
  const { status, ids, report } = diagnosis(result)
  assert.deepEqual([status, ids], [1, ['parent-does-not-wait']])
  const { by, reaped, ms } = report.proof
  assert.deepEqual([by.pid, reaped], [pid, false])
  assert.ok(ms >= 2000, `${ms}`)
})

test('where no orphan can be made, the reason is told, and the report is there', { skip }, () => {
  const otherNode = program('cli/other-node.js')
  for (const [code, reason] of /** @type {const} */ ([
    ['#!/bin/sh\n', 'no orphan could be started'],
    ['#!/bin/sh\necho 1\n', 'no orphan could be started'],
    ['#!/bin/sh\necho 2.5\n', 'no orphan could be started'],
    // The launcher has this environment, but none of its preloads.
    ['#!/bin/sh\necho "$NODE_OPTIONS$NO_PID"\n', 'the orphan ended too early'],
  ])) {
    // No PID is above PID_MAX_LIMIT (include/linux/threads.h).
    const env = { OTHER_NODE: fileOf(code), NO_PID: '4194305' }
    const { status, ids, report } = prove([initPath, '--'], { preload: otherNode, env })
    assert.deepEqual([status, ids, report.proof], [1, ['healthy'], null])
    assert.equal(report.proofError, reason)
  }
  const { report } = prove([initPath, '--'], { preload: program('cli/no-node.js') })
  assert.match(report.proofError, /^spawn .* ENOENT$/)
})

test('the pipe of the orphan is still open when its launcher has ended', { skip }, () => {
  const preload = fileOf(`
    const childProcess = require('node:child_process')
    const { spawn } = childProcess
    childProcess.spawn = (...args) => {
      const child = spawn(...args)
      return child.on('exit', () => {
        if (child.stdio[3].destroyed) process.exit(3)
      })
    }`)
  const { status, report } = prove([initPath, '--'], { preload })
  assert.deepEqual([status, report.proofError, report.proof.reaped], [0, null, true])
})

test('a launcher that hangs is killed', { skip }, () => {
  const preload = fileOf(`
    const { setTimeout } = globalThis
    globalThis.setTimeout = (callback, ms) => setTimeout(callback, ms < 1000 ? ms : 0)
    process.execPath = process.env.OTHER_NODE`)
  const env = { OTHER_NODE: fileOf('#!/bin/sh\nexec sleep 1000') }
  assert.equal(
    prove([initPath, '--'], { preload, env }).report.proofError,
    'no orphan could be started',
  )
})

test('the orphan ends whatever signals it ignores', { skip }, () => {
  const env = { OTHER_NODE: fileOf('#!/bin/sh\ntrap "" TERM\nsleep 1000 >/dev/null & echo $!\n') }
  const { report } = prove([initPath, '--'], { preload: program('cli/other-node.js'), env })
  assert.deepEqual([report.proofError, report.proof?.reaped], [null, true])
})

test('without free descriptors --prove says so, and the report is there', { skip }, () => {
  const few = { ...preloading('cli/few-descriptors.js'), PROGRAM: 'zombie-reaper.js', FREE: '3' }
  const { status, ids, report } = doctor(['--prove'], {
    under: [...IN_NAMESPACE, initPath, '--', 'prlimit', '--nofile=64:64'],
    env: few,
  })
  assert.deepEqual([status, ids, report.proof], [1, ['healthy'], null])
  assert.match(report.proofError, /EMFILE\. .*\(ulimit -n\)$/)
})

/**
 * Starts proofs until one is caught at a moment. On a busy machine, one proof may pass the moment
 * between two looks.
 * @param {(pid: number) => boolean} isThen
 */
async function proofAt(isThen) {
  for (;;) {
    const child = spawn(process.execPath, [command, 'doctor', '--prove'], { stdio: 'ignore' })
    const pid = Number(child.pid)
    await until(() => isThen(pid) || child.exitCode !== null, 'it is then, or over')
    if (isThen(pid)) return child
  }
}

/** @param {number} pid of the command */
function hasOrphan(pid) {
  const others = descendantsOf(process.pid).filter((one) => one.pid !== pid)
  return others.some(({ ppid, state }) => ppid === process.pid && state !== 'Z')
}

// A stopped command cannot clean up, so only the kernel can.
test('killed while the orphan lives, --prove leaves no process behind', async () => {
  installSubreaper()
  for (let isCaught = false; !isCaught;) {
    const child = await proofAt((pid) => descendantsOf(pid).length > 0)
    child.kill('SIGSTOP')
    const pid = Number(child.pid)
    await until(
      () => hasOrphan(pid) || descendantsOf(pid).every(({ state }) => state === 'Z'),
      'the launcher has ended',
    )
    isCaught = hasOrphan(pid)
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  await until(
    () => descendantsOf(process.pid).every(({ state }) => state === 'Z'),
    'nothing is alive',
  )
})
