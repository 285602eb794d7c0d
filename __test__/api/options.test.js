'use strict'

// How every public function reads its options, above all bad options.

const assert = require('node:assert/strict')
const { spawn } = require('node:child_process')
const { once } = require('node:events')
const path = require('node:path')
const { after, test } = require('node:test')

const reaper = require('../..')
const { processInfo } = require('../support/process-table')

const { installSubreaper, makeZombie, reap, startReaper } = reaper

installSubreaper()
after(() => reap())

/**
 * Runs the function while every object inherits these properties.
 * @param {Record<string, unknown>} properties
 * @param {() => unknown} run
 */
async function polluted(properties, run) {
  const prototype = /** @type {any} */ (Object.prototype)
  Object.assign(prototype, properties)
  try {
    return await run()
  } finally {
    for (const name of Object.keys(properties)) delete prototype[name]
  }
}

test('what is put on Object.prototype does not make reap() steal', async () => {
  const child = spawn('sh', ['-c', 'exit 7'])
  while (processInfo(child.pid ?? 0)?.state !== 'Z');
  await polluted({ steal: true }, () => {
    assert.deepEqual(reap({ names: true }), [])
    assert.deepEqual(reap({}), [])
  })
  assert.deepEqual(await once(child, 'exit'), [7, null])
})

// The functions refuse each of these values when they read it.
const POLLUTION = Object.fromEntries(
  'max exclude names steal exitCode signal orphan quarantine sweepInterval subreaper timeout settle pids killAfter'
    .split(' ')
    .map((name) => [name, Symbol(name)]),
)

/** @returns {Promise<unknown>[]} the pending results of each function with empty options */
function callAll() {
  reap({})
  makeZombie({})
  startReaper({}).stop()
  return [reaper.reapOrphans({}), reaper.createJob().close({})]
}

test('nor is it an option of any other function', async () => {
  // Node's own functions read the polluted properties too. So Node loads our files before.
  await Promise.all(callAll())
  /** @type {Promise<unknown>[]} */
  let begun = []
  // Each function reads all its options before it waits for anything.
  await polluted(POLLUTION, () => {
    begun = callAll()
  })
  await Promise.all(begun)
})

for (const name of /** @type {const} */ ([
  'createJob',
  'isSubreaper',
  'orphans',
  'pidUsage',
  'zombies',
])) {
  test(`${name}() takes no options, and says so`, () => {
    const call = /** @type {(options?: unknown) => unknown} */ (reaper[name])
    assert.throws(() => call({ pid: 1 }), {
      name: 'TypeError',
      code: 'ERR_INVALID_ARG_VALUE',
      message: `There is no option "options.pid": ${name}() takes no options`,
    })
    for (const value of [null, 7, 'pid', true, [], () => {}]) {
      assert.throws(() => call(value), { code: 'ERR_INVALID_ARG_TYPE', message: /"options"/ })
    }
    assert.deepEqual(typeof call(undefined), typeof call({}))
  })
}

/** @type {[call: (options: any) => unknown, option: string, nearest: string | undefined][]} */
const SLIPS = [
  [reap, 'exlude', 'exclude'],
  [reap, 'exculde', 'exclude'],
  [reap, 'excluded', 'exclude'],
  [reap, 'MAX', 'max'],
  [reap, 'name', 'names'],
  [reap, 'min', undefined],
  [reap, 'pids', undefined],
  [reap, 'constructor', undefined],
  [reap, 'x'.repeat(10_000), undefined],
  [makeZombie, 'exitcode', 'exitCode'],
  [startReaper, 'sweep_interval', 'sweepInterval'],
  [startReaper, 'interval', undefined],
  [reaper.reapOrphans, 'pid', 'pids'],
  [reaper.reapOrphans, 'timeOut', 'timeout'],
  [(options) => reaper.createJob().close(options), 'killafter', 'killAfter'],
]

test('an unknown option names the nearest known one, where one is near', async () => {
  for (const [call, option, nearest] of SLIPS) {
    const hint = nearest === undefined ? '' : `Did you mean "options.${nearest}"? `
    await assert.rejects(
      async () => call({ [option]: 1 }),
      (/** @type {any} */ error) => {
        const start = `There is no option "options.${option}". ${hint}Expected one of `
        assert.equal(error.code, 'ERR_INVALID_ARG_VALUE')
        assert.equal(error.message.slice(0, start.length), start)
        assert.ok(!error.message.slice(start.length).includes('Did you mean'))
        return true
      },
    )
  }
})

/** @param {unknown} value */
function receivedByNode(value) {
  try {
    // Neither function accepts any of these values.
    if (typeof value === 'string') Buffer.alloc(/** @type {any} */ (value))
    else path.join(/** @type {any} */ (value))
  } catch (error) {
    return /Received .*/s.exec(/** @type {Error} */ (error).message)?.[0]
  }
  throw new Error('expected Node to refuse it')
}

test('what was received instead is told in the words of Node, in one line', () => {
  class Foo {
    many = Array.from({ length: 100 }, (_, i) => ({ i }))
  }
  for (const value of [
    null,
    true,
    12n,
    Symbol('s'),
    'short',
    new Foo(),
    { many: new Foo().many },
    { __proto__: null, many: new Foo().many },
    [1, 2],
    process,
    assert,
  ]) {
    const expected = receivedByNode(value)
    assert.throws(
      () => reap(/** @type {any} */ ({ max: value })),
      (/** @type {any} */ error) => {
        assert.equal(error.code, 'ERR_INVALID_ARG_TYPE')
        assert.equal(
          error.message,
          `The "options.max" argument must be of type number. ${expected}`,
        )
        return true
      },
    )
  }
  assert.throws(() => reap(/** @type {any} */ ({ max: 'x'.repeat(1000) })), {
    message: /Received type string \('x{25}\.\.\.'\)$/,
  })
})

test('settle is for reapOrphans() without pids', async () => {
  await assert.rejects(reaper.reapOrphans({ pids: [], settle: 100 }), {
    code: 'ERR_INCOMPATIBLE_OPTION_PAIR',
    message: /"pids".*"settle"/,
  })
  await reaper.reapOrphans({ pids: [], settle: undefined })
})
