'use strict'

// What the preloads read from the environment. environment.test.js has their warnings in real
// programs.

const assert = require('node:assert/strict')
const { test } = require('node:test')

const { deno, run } = require('../support/runtimes')
const { program } = require('../support/helpers')
const { isForPid1Only, reaperSettings, warnOfNames } = require('../../lib/preload/environment')

const OURS = Object.keys(process.env).filter((name) => name.startsWith('ZOMBIE_REAPER_'))

/**
 * Does something with these variables of ours and no others, and returns the warnings.
 * @param {Record<string, string>} env
 * @param {() => void} work
 */
async function warningsOf(env, work) {
  /** @type {string[]} */
  const warnings = []
  /** @param {Error} warning */
  const onWarning = ({ message }) => void warnings.push(message)
  const before = { ...process.env }
  for (const name of OURS) delete process.env[name]
  Object.assign(process.env, env)
  process.on('warning', onWarning)
  try {
    work()
    // Warnings are emitted in a later turn.
    await new Promise(setImmediate)
  } finally {
    process.off('warning', onWarning)
    for (const name of Object.keys(env)) delete process.env[name]
    Object.assign(process.env, before)
  }
  return warnings
}

/**
 * @param {Record<string, string>} env
 * @returns {Promise<[settings: ReturnType<typeof reaperSettings>, problems: string[]]>}
 */
async function read(env) {
  /** @type {string[]} */
  const problems = []
  /** @type {ReturnType<typeof reaperSettings>[]} */
  const settings = []
  const warnings = await warningsOf(env, () => {
    settings.push(reaperSettings((problem) => problems.push(problem)))
  })
  assert.deepEqual(warnings, [])
  return [settings[0], problems]
}

const DEFAULTS = { quarantine: undefined, sweepInterval: undefined, names: false }

test('without variables, or with empty ones, everything is the default', async () => {
  assert.deepEqual(await read({}), [DEFAULTS, []])
  const empty = {
    ZOMBIE_REAPER_QUARANTINE: '',
    ZOMBIE_REAPER_SWEEP_INTERVAL: '',
    ZOMBIE_REAPER_LOG: '',
  }
  assert.deepEqual(await read(empty), [DEFAULTS, []])
})

test('each setting is read, also at the ends of its range', async () => {
  const most = 2 ** 31 - 1
  for (const [name, property, values] of /** @type {const} */ ([
    ['QUARANTINE', 'quarantine', [0, 100, most]],
    ['SWEEP_INTERVAL', 'sweepInterval', [1, 100, most]],
  ])) {
    for (const value of values) {
      const env = { [`ZOMBIE_REAPER_${name}`]: `${value}` }
      assert.deepEqual(await read(env), [{ ...DEFAULTS, [property]: value }, []])
    }
  }
  assert.deepEqual(await read({ ZOMBIE_REAPER_LOG: '1' }), [{ ...DEFAULTS, names: true }, []])
  assert.deepEqual(await read({ ZOMBIE_REAPER_LOG: '0' }), [DEFAULTS, []])
})

test('a wrong value is a problem, and the default', async () => {
  for (const [name, min, values] of /** @type {const} */ ([
    ['QUARANTINE', 0, ['-1', '2147483648', 'soon', '1e3', '0x10', ' ', 'x5', '5x', '1.5']],
    ['SWEEP_INTERVAL', 1, ['0', '2147483648']],
  ])) {
    for (const value of values) {
      const problem = `ZOMBIE_REAPER_${name}: expected a whole number of milliseconds from ${min} to 2147483647, got "${value}". The default is used`
      assert.deepEqual(await read({ [`ZOMBIE_REAPER_${name}`]: value }), [DEFAULTS, [problem]])
    }
  }
  const problem = String.raw`ZOMBIE_REAPER_LOG: expected 1 or 0, got "\u000a". The default is used`
  assert.deepEqual(await read({ ZOMBIE_REAPER_LOG: '\n' }), [DEFAULTS, [problem]])
})

test('ZOMBIE_REAPER_INIT has one value', async () => {
  const expect = async (/** @type {string} */ value, /** @type {boolean} */ answer) =>
    warningsOf({ ZOMBIE_REAPER_INIT: value }, () => assert.equal(isForPid1Only(), answer))
  assert.deepEqual(await expect('only-pid1', true), [])
  assert.deepEqual(await expect('', false), [])
  assert.deepEqual(await expect('1', false), [
    'ZOMBIE_REAPER_INIT: expected only-pid1, got "1". The default is used',
  ])
})

test('only names that are near to ours are warned of', async () => {
  const right = ['QUARANTINE', 'SWEEP_INTERVAL', 'LOG', 'INIT']
  const others = ['VERSION', 'OUTERMOST', 'JOB_0123456789abcdef']
  const known = [...right, ...others].map((name) => [`ZOMBIE_REAPER_${name}`, '1'])
  const env = { ...Object.fromEntries(known), ANOTHER_THING_LOGS: '1' }
  assert.deepEqual(await warningsOf(env, warnOfNames), [])
  for (const [name, shown, meant] of [
    ['QUARNTINE', 'QUARNTINE', 'QUARANTINE'],
    ['SWEEP_INTERVALL', 'SWEEP_INTERVALL', 'SWEEP_INTERVAL'],
    ['LOGS', 'LOGS', 'LOG'],
    ['INIT\n', String.raw`INIT\u000a`, 'INIT'],
  ]) {
    assert.deepEqual(await warningsOf({ [`ZOMBIE_REAPER_${name}`]: '1' }, warnOfNames), [
      `ZOMBIE_REAPER_${shown} is not known and has no effect. Did you mean ZOMBIE_REAPER_${meant}?`,
    ])
  }
})

/**
 * Returns the warnings in a Deno that hides other variables.
 * @param {string[]} visible
 */
async function warningsInDeno(visible) {
  const flags = ['--no-prompt', '--allow-read', `--allow-env=${visible}`]
  const command = [deno.command[0], 'run', ...flags, program('preload/hidden-variables.js')]
  return JSON.parse((await run(command)).stdout)
}

test('Deno may hide them, which is one warning', { skip: deno.skip }, async () => {
  const names = ['QUARANTINE', 'SWEEP_INTERVAL', 'LOG', 'OUTERMOST'].map(
    (name) => `ZOMBIE_REAPER_${name}`,
  )
  assert.deepEqual(await warningsInDeno(names), [])
  assert.deepEqual(await warningsInDeno(names.slice(1)), [
    'Deno hides the variables ZOMBIE_REAPER_*, so the defaults are used. Start Deno with --allow-env="ZOMBIE_REAPER_*"',
  ])
})
