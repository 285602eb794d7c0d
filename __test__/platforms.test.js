'use strict'

const assert = require('node:assert/strict')
const { execFileSync } = require('node:child_process')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')

const { copyPackage, root, runNode } = require('./helpers')

/**
 * Runs a script that has `code` at hand: what a function threw, or undefined.
 * @param {string} script an expression
 * @param {string} [before] runs before the package is loaded
 */
function evaluate(script, before = '', from = root) {
  return runNode([
    '-e',
    `${before}
    const code = (f) => { try { f() } catch (error) { return error.code } }
    const reaper = require(${JSON.stringify(from)})
    console.log(JSON.stringify(${script}))`,
  ])
}

for (const platform of ['darwin', 'win32', 'freebsd', 'android']) {
  test(`on ${platform} the package loads and does nothing`, async () => {
    const result = await evaluate(
      `{
        isSupported: reaper.isSupported,
        reap: reaper.reap(),
        install: reaper.installSubreaper(),
        isSubreaper: reaper.isSubreaper(),
        makeZombie: code(() => reaper.makeZombie()),
        badInput: code(() => reaper.reap({ max: -1 })),
        orphans: reaper.orphans(),
        zombies: reaper.zombies(),
        pidUsage: reaper.pidUsage(),
      }`,
      `Object.defineProperty(process, 'platform', { value: '${platform}' })`,
    )
    assert.deepEqual(result, {
      isSupported: false,
      reap: [],
      install: false,
      isSubreaper: false,
      makeZombie: 'ERR_UNSUPPORTED_PLATFORM',
      badInput: 'ERR_OUT_OF_RANGE',
      orphans: [],
      zombies: [],
      pidUsage: { tasks: 0, limit: null, headroom: null, zombies: 0, source: null, cgroup: null },
    })
  })
}

for (const runtime of ['bun', 'deno']) {
  test(`in ${runtime} reap() refuses to guess what is waited for`, async () => {
    const result = await evaluate(
      `[
        reaper.makeZombie() > 0,
        code(() => reaper.reap()),
        reaper.reap({ steal: true }).length,
        code(() => reaper.orphans()),
        code(() => reaper.zombies()),
        reaper.pidUsage().tasks > 0,
      ]`,
      `Object.defineProperty(process, 'versions', { value: { ...process.versions, ${runtime}: '1.0.0' } })`,
    )
    const refused = 'ERR_ZOMBIE_REAPER_UNSUPPORTED_RUNTIME'
    assert.deepEqual(result, [true, refused, 1, refused, refused, true])
  })
}

/** A copy of the package without its native part. */
function copyWithoutNativePart() {
  const copy = copyPackage()
  const native = fs.readdirSync(copy).find((file) => file.endsWith('.node')) ?? ''
  fs.rmSync(path.join(copy, native))
  return { copy, native }
}

const LOAD_ERROR = 'ERR_ZOMBIE_REAPER_NO_NATIVE_PART'

/** @param {string} copy */
function loadError(copy) {
  return runNode([
    '-e',
    `try { require(${JSON.stringify(copy)}) } catch ({ code, message }) { console.log(JSON.stringify({ code, message })) }`,
  ])
}

test('on Linux without a native part, loading says what was looked for and what to run', async () => {
  const { code, message } = await loadError(copyWithoutNativePart().copy)
  assert.equal(code, LOAD_ERROR)
  assert.match(message, /Cannot find module '\.\/zombie-reaper\.linux-/)
  assert.match(message, /npm install/)
})

test('with one that cannot be loaded, it says why', async () => {
  const { copy, native } = copyWithoutNativePart()
  fs.writeFileSync(path.join(copy, native), 'not a shared library')
  const { code, message } = await loadError(copy)
  assert.equal(code, LOAD_ERROR)
  assert.match(message, new RegExp(`${native}: (file too short|invalid ELF header)`))
})

test('the package can be imported and required alike', async () => {
  const script = `
    import reaper, {
      createJob, initPath, installSubreaper, isSubreaper, isSupported, makeZombie, orphans, pidUsage,
      reap, reapOrphans, startReaper, zombies,
    } from 'zombie-reaper'
    import * as all from 'zombie-reaper'
    import { createRequire } from 'node:module'
    const required = createRequire(import.meta.url)('zombie-reaper')
    const named = {
      isSupported, makeZombie, reap, installSubreaper, isSubreaper, startReaper, reapOrphans,
      createJob, orphans, zombies, pidUsage, initPath,
    }
    console.log(JSON.stringify([
      Object.keys(named).filter((key) => named[key] !== required[key]),
      Object.keys(required).filter((key) => !(key in named)),
      reaper === required, all.reap === reap,
    ]))`
  // From inside the package its own name resolves through its exports.
  const stdout = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: root,
  })
  assert.deepEqual(JSON.parse(stdout.toString()), [[], [], true, true])
})
