'use strict'

// The forms in which the public functions accept a process: a PID, or an object with a PID.

const assert = require('node:assert/strict')
const { spawn } = require('node:child_process')
const { once } = require('node:events')
const { test } = require('node:test')

const { spawn: spawnTerminal } = require('@lydell/node-pty')

const { createJob, makeZombie, reap, reapOrphans } = require('../..')

test('reap() leaves what exclude names alone: a PID, a ChildProcess or a terminal', () => {
  const pids = [1, 2, 3].map((exitCode) => makeZombie({ exitCode }))
  class Terminal {
    get pid() {
      return pids[1]
    }
  }
  const left = reap({ exclude: [pids[0], new Terminal()] })
  assert.deepEqual(
    left.map(({ pid }) => pid),
    [pids[2]],
  )
  assert.equal(reap().length, 2)
})

test('reapOrphans() waits for the end of a ChildProcess and of a terminal', async () => {
  const child = spawn('sleep', ['1000'])
  const terminal = spawnTerminal('sleep', ['1000'], {})
  const exits = [once(child, 'exit'), new Promise((resolve) => terminal.onExit(resolve))]
  const early = await reapOrphans({ timeout: 0, pids: [child, terminal] })
  assert.deepEqual(
    early.remaining.map(({ pid }) => pid),
    [child.pid, terminal.pid],
  )
  const result = reapOrphans({ timeout: 2 ** 31 - 1, pids: [child, terminal] })
  child.kill('SIGKILL')
  terminal.kill('SIGKILL')
  assert.deepEqual((await result).remaining, [])
  await Promise.all(exits)
})

test('a bad element is named, and not dumped', async () => {
  class Foo {
    many = Array.from({ length: 100 }, (_, i) => ({ i }))
  }
  const failed = spawn('/no/such/program')
  for (const [element, code, message] of /** @type {[unknown, string, RegExp][]} */ ([
    [
      new Foo(),
      'ERR_INVALID_ARG_TYPE',
      /must be a PID or an object with a pid, .*Received an instance of Foo$/,
    ],
    [{ pid: '1' }, 'ERR_INVALID_ARG_TYPE', /\.pid" .*Received type string \('1'\)$/],
    [{}, 'ERR_INVALID_ARG_TYPE', /Received an instance of Object$/],
    ['1', 'ERR_INVALID_ARG_TYPE', /Received type string \('1'\)$/],
    [0, 'ERR_OUT_OF_RANGE', /It must be an integer >= 1 .*Received 0$/],
    [{ pid: 0 }, 'ERR_OUT_OF_RANGE', /\.pid" is out of range.*Received 0$/],
    [failed, 'ERR_ZOMBIE_REAPER_NOT_STARTED', /no\/such\/program/],
  ])) {
    for (const [call, name] of /** @type {[(list: any) => unknown, string][]} */ ([
      [(list) => reap({ exclude: list }), 'options.exclude[1]'],
      [(list) => reapOrphans({ pids: list }), 'options.pids[1]'],
      [([, child]) => createJob().add(child), 'child'],
    ])) {
      await assert.rejects(
        async () => call([process.pid, element]),
        (/** @type {any} */ error) => {
          assert.equal(error.code, code)
          assert.match(error.message, message)
          assert.ok(error.message.includes(name), error.message)
          return true
        },
      )
    }
  }
  await once(failed, 'error')
})

test('null, the process of a browser that was connected to, names nothing', async () => {
  const pid = makeZombie()
  assert.deepEqual(reap({ exclude: [null, pid] }), [])
  assert.equal(reap({ exclude: [null] }).length, 1)
  assert.deepEqual(await reapOrphans({ pids: [null] }), { reaped: [], remaining: [] })
})

test('a string is no list, though its characters can be iterated', async () => {
  for (const text of ['', '12']) {
    const expected = { code: 'ERR_INVALID_ARG_TYPE', message: /"options\.(exclude|pids)"/ }
    assert.throws(() => reap({ exclude: /** @type {any} */ (text) }), expected)
    await assert.rejects(reapOrphans({ pids: /** @type {any} */ (text) }), expected)
  }
})
