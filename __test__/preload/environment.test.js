'use strict'

// The warnings of the preloads about unexpected values of environment variables.

const assert = require('node:assert/strict')
const path = require('node:path')
const { test } = require('node:test')

const { RUNNING } = require('../support/automatic')
const { root } = require('../support/helpers')
const { run } = require('../support/init-helpers')

const entries = ['auto', 'init'].map((name) => path.join(root, `${name}.js`))

/**
 * Returns the warnings on stderr of a Node with a preload, below other Nodes or not. The Node must
 * exit as if nothing were wrong.
 * @param {NodeJS.ProcessEnv} more
 * @param {{ preloads?: string[], script?: string }} [options]
 */
function warnings(more, { preloads = [entries[0]], script = '0' } = {}) {
  const env = { ...process.env, ...more }
  // Below a zombie-init, init.js does nothing.
  delete env.ZOMBIE_INIT_PID
  const { status, stderr } = run(
    [process.execPath, ...preloads.flatMap((file) => ['--require', file]), '-e', script],
    { env },
  )
  assert.equal(status, 0, stderr)
  // All lines except Node's advice on how to find the origin of a warning.
  const lines = stderr.split('\n').filter((line) => line !== '' && !line.startsWith('(Use `node'))
  return lines.map((line) => line.replace(/^\(node:\d+\) ZombieReaperWarning: /, ''))
}

/** @type {[name: string, expected: string, values: string[]][]} */
const SETTINGS = [
  ['ZOMBIE_REAPER_LOG', '1 or 0', ['yes', 'true', '11', ' ']],
  ['ZOMBIE_REAPER_INIT', 'only-pid1', ['foo', 'only-pid-1', '1']],
  [
    'ZOMBIE_REAPER_QUARANTINE',
    'a whole number of milliseconds from 0 to 2147483647',
    ['soon', '1e3', '2147483648'],
  ],
  [
    'ZOMBIE_REAPER_SWEEP_INTERVAL',
    'a whole number of milliseconds from 1 to 2147483647',
    ['0', '-5'],
  ],
]

for (const [name, expected, values] of SETTINGS) {
  test(`${name} is ${expected}, and anything else is one warning`, () => {
    const preloads = name === 'ZOMBIE_REAPER_INIT' ? [entries[1]] : [entries[0]]
    for (const value of values) {
      assert.deepEqual(warnings({ [name]: value }, { preloads }), [
        `${name}: expected ${expected}, got "${value}". The default is used`,
      ])
    }
  })
}

test('what is as expected, or empty, is no warning', () => {
  for (const [name, value] of [
    ['ZOMBIE_REAPER_LOG', '0'],
    ['ZOMBIE_REAPER_LOG', '1'],
    ['ZOMBIE_REAPER_INIT', 'only-pid1'],
    ['ZOMBIE_REAPER_QUARANTINE', '0'],
    ['ZOMBIE_REAPER_SWEEP_INTERVAL', '2147483647'],
    ...SETTINGS.map(([each]) => [each, '']),
  ]) {
    assert.deepEqual(warnings({ [name]: value }, { preloads: entries }), [], `${name}=${value}`)
  }
})

for (const [name, nearest] of [
  ['QUARNTINE', 'QUARANTINE'],
  ['QUARANTINE_MS', 'QUARANTINE'],
  ['SWEEPINTERVAL', 'SWEEP_INTERVAL'],
  ['LOGS', 'LOG'],
  ['LGO', 'LOG'],
  ['INTI', 'INIT'],
]) {
  test(`ZOMBIE_REAPER_${name} is a warning that names the nearest`, () => {
    assert.deepEqual(warnings({ [`ZOMBIE_REAPER_${name}`]: '5' }), [
      `ZOMBIE_REAPER_${name} is not known and has no effect. Did you mean ZOMBIE_REAPER_${nearest}?`,
    ])
  })
}

test('names that are near to none are left alone', () => {
  const names = [
    'VERSION',
    'TEST_ALL',
    'JOB_0123456789abcdef',
    'TAG',
    'URL',
    'INTERVAL',
    'HOME',
    '',
  ]
  const others = Object.fromEntries(names.map((name) => [`ZOMBIE_REAPER_${name}`, 'x']))
  assert.deepEqual(warnings({ ...others, ZOMBIE_REAPER_OUTERMOST: 'x', REAPER_LOGS: '1' }), [])
})

test('only the outermost process warns, of names and of values', () => {
  const args = JSON.stringify(['--require', entries[0], '-e', '0'])
  const script = `require('node:child_process').spawnSync(process.execPath, ${args}, { stdio: 'inherit' })`
  const env = { ZOMBIE_REAPER_QUARNTINE: '5', ZOMBIE_REAPER_LOG: 'yes' }
  assert.equal(warnings(env, { script }).length, 2)
})

test('with both preloads each warning comes once, and each line of the log', () => {
  const script = `
    const { makeZombie } = require(${JSON.stringify(root)})
    const alive = setInterval(() => {}, 1000)
    ${RUNNING}.on('reap', () => clearInterval(alive))
    makeZombie({ exitCode: 3 })`
  const env = { ZOMBIE_REAPER_LOG: '1', ZOMBIE_REAPER_QUARANTINE: 'soon', ZOMBIE_REAPER_INTI: 'x' }
  const lines = warnings(env, { preloads: entries, script })
  assert.equal(lines.length, 3, lines.join('\n'))
  assert.equal(lines.filter((line) => line.includes('exited with 3')).length, 1)
})

test('names and values are escaped', () => {
  const evil = 'x\n\x1b[2J'
  const shown = String.raw`x\u000a\u001b[2J`
  assert.deepEqual(warnings({ ZOMBIE_REAPER_LOG: evil, 'ZOMBIE_REAPER_QUARANTINE\n': '5' }), [
    `ZOMBIE_REAPER_LOG: expected 1 or 0, got "${shown}". The default is used`,
    String.raw`ZOMBIE_REAPER_QUARANTINE\u000a is not known and has no effect. Did you mean ZOMBIE_REAPER_QUARANTINE?`,
  ])
})
