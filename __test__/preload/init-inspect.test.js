'use strict'

// A process that has stopped for a debugger cannot be replaced: the new process would stop once
// more, on a port that no debugger watches.

const assert = require('node:assert/strict')
const { spawn } = require('node:child_process')
const { once } = require('node:events')
const path = require('node:path')
const { test } = require('node:test')

const {
  IN_NAMESPACE,
  program,
  root,
  skipWithoutNamespace: skip,
  until,
} = require('../support/helpers')

/**
 * @param {import('node:test').TestContext} t
 * @param {string[]} command
 * @param {NodeJS.ProcessEnv} [env]
 */
function start(t, [file, ...args], env = process.env) {
  const child = spawn(file, args, { env })
  t.after(() => child.kill('SIGKILL'))
  const output = { stdout: '', stderr: '' }
  for (const name of /** @type {const} */ (['stdout', 'stderr'])) {
    child[name].setEncoding('utf8').on('data', (text) => (output[name] += text))
  }
  return { child, output, closed: once(child, 'close') }
}

/** @type {[option: string, args: string[], NODE_OPTIONS: string][]} */
const WAYS = [
  ['--inspect-brk', ['--inspect-brk=127.0.0.1:0'], ''],
  ['--inspect_brk', ['--inspect_brk=127.0.0.1:0'], ''],
  ['--inspect-brk in NODE_OPTIONS', [], '--trace-exit "--inspect-brk=127.0.0.1:0"'],
  ['--inspect-wait', ['--inspect-wait=127.0.0.1:0'], ''],
]

for (const [name, options, NODE_OPTIONS] of WAYS) {
  test(`PID 1 with ${name} goes on under the debugger`, { skip }, async (t) => {
    const args = [
      ...options,
      '--require',
      path.join(root, 'init.js'),
      program('preload/init-state.js'),
    ]
    const target = start(t, [...IN_NAMESPACE, process.execPath, ...args], {
      ...process.env,
      NODE_OPTIONS,
    })
    const [, address] = await until(
      () => /listening on ws:\/\/([\d.:]+)/.exec(target.output.stderr),
      'it listens',
    )
    const client = start(t, [process.execPath, 'inspect', address])
    if (name !== '--inspect-wait') {
      await until(() => client.output.stdout.includes('Break on start'), 'it has stopped')
      client.child.stdin.write('cont\n')
    }
    await until(() => target.output.stdout.includes('\n'), 'the program has run')
    client.child.stdin.end()
    await Promise.all([target.closed, client.closed])

    const { pid, reaper } = JSON.parse(target.output.stdout)
    assert.deepEqual({ pid, reaper }, { pid: 1, reaper: true })
    const warnings = target.output.stderr.match(/^.*ZombieReaperWarning.*$/gm) ?? []
    assert.equal(warnings.length, 1)
    assert.match(
      warnings[0],
      /PID 1 did not become zombie-init: Node\.js has waited for a debugger/,
    )
  })
}
