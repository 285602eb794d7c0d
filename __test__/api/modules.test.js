'use strict'

// Loads the package as users do: by its name, through `exports`.

const assert = require('node:assert/strict')
const { execFileSync } = require('node:child_process')
const { test } = require('node:test')

const { RUNNING } = require('../support/automatic')
const { root } = require('../support/helpers')

const NAMES = [
  'createJob',
  'initPath',
  'installSubreaper',
  'isSubreaper',
  'isSupported',
  'makeZombie',
  'orphans',
  'pidUsage',
  'reap',
  'reapOrphans',
  'startReaper',
  'zombies',
]

/**
 * Runs a script in the folder of the package, where the package's own name resolves to it. Returns
 * the output of the script, parsed as JSON.
 * @param {'commonjs' | 'module'} type
 * @param {string} script
 */
function run(type, script) {
  const args = [`--input-type=${type}`, '-e', script]
  return JSON.parse(execFileSync(process.execPath, args, { cwd: root, encoding: 'utf8' }))
}

test('require gives every public name, and no other', () => {
  const names = run(
    'commonjs',
    `console.log(JSON.stringify(Object.keys(require('zombie-reaper'))))`,
  )
  assert.deepEqual(names.toSorted(), NAMES)
})

test('import * gives the same names', () => {
  const names = run(
    'module',
    `import * as all from 'zombie-reaper'
    console.log(JSON.stringify(Object.keys(all)))`,
  )
  // Node 23 and later add the export 'module.exports' to the exports of CommonJS.
  assert.deepEqual(
    names.filter((/** @type {string} */ name) => name !== 'module.exports').toSorted(),
    [...NAMES, 'default'].toSorted(),
  )
})

test('import { name }, import reaper from and require give the same things', () => {
  const same = run(
    'module',
    `import reaper, { ${NAMES.join(', ')} } from 'zombie-reaper'
    import { createRequire } from 'node:module'
    const required = createRequire(import.meta.url)('zombie-reaper')
    const named = { ${NAMES.join(', ')} }
    console.log(JSON.stringify([
      reaper === required,
      Object.keys(named).filter((name) => named[name] !== required[name]),
    ]))`,
  )
  assert.deepEqual(same, [true, []])
})

for (const entry of ['auto', 'init']) {
  test(`zombie-reaper/${entry} can be required and imported`, () => {
    const running = `console.log(${RUNNING} !== undefined)`
    assert.equal(run('commonjs', `require('zombie-reaper/${entry}'); ${running}`), true)
    assert.equal(run('module', `import 'zombie-reaper/${entry}'; ${running}`), true)
  })
}

test('zombie-reaper/metrics has the same names, imported and required', () => {
  const names = ['figures', 'opentelemetry', 'prometheus']
  const script = "console.log(JSON.stringify(Object.keys(require('zombie-reaper/metrics'))))"
  assert.deepEqual(run('commonjs', script), names)
  const imported = `import * as all from 'zombie-reaper/metrics'
    console.log(JSON.stringify(Object.keys(all)))`
  for (const name of names) assert.ok(run('module', imported).includes(name), name)
})

test('package.json can be required, and nothing else', () => {
  const [version, ...codes] = run(
    'commonjs',
    `const code = (name) => { try { require(name) } catch (error) { return error.code } }
    console.log(JSON.stringify([
      require('zombie-reaper/package.json').version,
      code('zombie-reaper/lib/native/binding'),
      code('zombie-reaper/index.js'),
    ]))`,
  )
  assert.equal(version, require('../../package.json').version)
  assert.deepEqual(codes, ['ERR_PACKAGE_PATH_NOT_EXPORTED', 'ERR_PACKAGE_PATH_NOT_EXPORTED'])
})
