'use strict'

// Why a Node is not started again. init-stays.test.js and init-inspect.test.js have real programs.

const assert = require('node:assert/strict')
const { execFileSync } = require('node:child_process')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')

const { reasonToStay } = require('../../lib/preload/restart-node')
const {
  HIDE_PROC,
  IN_NAMESPACE,
  root,
  skipWithoutNamespace: skip,
  temporaryFolder,
} = require('../support/helpers')
const { withValue } = require('../support/with-value')

/**
 * Expects a reason, in a process that was started like this.
 * @param {string | undefined} reason
 * @param {{ execArgv?: string[], script?: string, NODE_OPTIONS?: string, channel?: object }} started
 */
function assertStays(reason, { execArgv = [], script, NODE_OPTIONS = '', channel }) {
  const argv = [process.execPath, ...(script === undefined ? [] : [script, 'argument'])]
  withValue(process, 'argv', argv, () =>
    withValue(process, 'execArgv', execArgv, () =>
      withValue(process, 'channel', channel, () =>
        withValue(process.env, 'NODE_OPTIONS', NODE_OPTIONS, () =>
          assert.equal(reasonToStay(), reason, execArgv.join(' ')),
        ),
      ),
    ),
  )
}

const DEBUGGER =
  'Node.js has waited for a debugger (--inspect-brk, --inspect-wait), and a new Node.js would wait again'
const STDIN = 'the program comes from stdin, and a new Node.js could not read it again'
const CHANNEL =
  'this process has an IPC channel to its parent, and execve(2) would close the channel'

test('a Node that has waited for a debugger stays', () => {
  const script = 'app.js'
  for (const option of ['brk', 'wait']) {
    for (const dash of ['-', '_']) {
      for (const value of ['', '=127.0.0.1:0']) {
        const given = `--inspect${dash}${option}${value}`
        assertStays(DEBUGGER, { script, execArgv: ['--no-warnings', given] })
        assertStays(DEBUGGER, { script, NODE_OPTIONS: given })
        assertStays(DEBUGGER, { script, NODE_OPTIONS: `--no-warnings "${given}"` })
      }
    }
  }
  for (const other of ['--inspect', '--inspect-port=0', '--inspect-brk-node', 'x--inspect-brk'])
    assertStays(undefined, { script, execArgv: [other], NODE_OPTIONS: other })
  withValue(process, 'argv', [process.execPath, script], () => {
    const { NODE_OPTIONS } = process.env
    delete process.env.NODE_OPTIONS
    try {
      assert.equal(reasonToStay(), undefined)
    } finally {
      if (NODE_OPTIONS !== undefined) process.env.NODE_OPTIONS = NODE_OPTIONS
    }
  })
})

test('a Node with an IPC channel stays', () => {
  assertStays(CHANNEL, { script: 'app.js', channel: {} })
})

test('a program from stdin stays', () => {
  for (const execArgv of [
    [],
    ['-p'],
    ['--print'],
    ['--no-warnings', '-p'],
    ['--experimental-e'],
    ['--title=a-p', '--no-warnings'],
  ])
    assertStays(STDIN, { execArgv })
  assertStays(STDIN, { script: '-' })
  assertStays(STDIN, { script: '-', execArgv: ['-e', '0'] })
})

test('a program with a script or its text can start again', () => {
  assertStays(undefined, { script: 'app.js' })
  for (const option of ['-e', '--eval', '-pe', '-p', '--print']) {
    assertStays(undefined, { execArgv: [option, '0'] })
    assertStays(undefined, { execArgv: ['--no-warnings', option, '0'] })
  }
  for (const option of ['--eval=0', '--print=0', '--test', '--test=x'])
    assertStays(undefined, { execArgv: [option] })
})

/**
 * Returns what a new Node says.
 * @param {string[]} command
 */
function printedBy([command, ...args]) {
  const file = JSON.stringify(path.join(root, 'lib/preload/restart-node.js'))
  const script = `process.stdout.write(String(require(${file}).reasonToStay()))`
  return execFileSync(command, [...args, '-e', script], { encoding: 'utf8' })
}

test('a Node that the dynamic loader has started stays', () => {
  // The dynamic loader of this process, which has it mapped.
  const [loader] = /\/\S*\/ld-\S+$/m.exec(fs.readFileSync('/proc/self/maps', 'utf8')) ?? ['']
  assert.equal(
    printedBy([loader, process.execPath]),
    `Node.js was started through the dynamic loader (${fs.realpathSync(loader)}), so the path of Node.js is unknown. Start Node.js itself`,
  )
})

test('without /proc a Node can start again', { skip }, () => {
  assert.equal(printedBy([...IN_NAMESPACE, ...HIDE_PROC, process.execPath]), 'undefined')
})

test('a Node stays if the last entry of its auxiliary vector shows no loader', { skip }, () => {
  const [PAGESZ, BASE] = [6n, 7n]
  // A sandbox may leave out entries.
  assert.equal(printedBy(withVector([PAGESZ, 4096n])), 'undefined')
  assert.equal(printedBy(withVector([PAGESZ, 4096n, BASE, 4096n])), 'undefined')
  assert.match(printedBy(withVector([PAGESZ, 4096n, BASE, 0n])), /through the dynamic loader/)
})

/**
 * Returns the command that starts a Node with another auxiliary vector in /proc.
 * @param {bigint[]} vector
 */
function withVector(vector) {
  const file = path.join(temporaryFolder(), 'auxv')
  fs.writeFileSync(file, BigUint64Array.from(vector))
  const script = 'mount --bind "$0" /proc/$$/auxv && exec "$@"'
  return [...IN_NAMESPACE, 'sh', '-c', script, file, process.execPath]
}
