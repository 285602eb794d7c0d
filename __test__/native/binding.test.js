'use strict'

// Which native part is loaded. native-part.test.js has the defects of one.

const assert = require('node:assert/strict')
const { spawn } = require('node:child_process')
const { once } = require('node:events')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')

const { likelyLibc } = require('../../lib/native/libc')
const { program, runNode, skipWithoutStrace } = require('../support/helpers')
const { withMuslLoader } = require('../support/musl-loader')
const { addPlatform, copyCode, modulesFolder, requireFrom } = require('../support/native-copies')
const { deno, run } = require('../support/runtimes')
const { withValue } = require('../support/with-value')

const native =
  Object.keys(require.cache).find((file) => /zombie-reaper\.[^/]*\.node$/.test(file)) ?? ''

const libcs = likelyLibc() === 'musl' ? ['musl', 'gnu'] : ['gnu', 'musl']
const platforms = libcs.map((libc) => `linux-${process.arch}-${libc}`)

function installed() {
  const modules = modulesFolder()
  return { modules, main: copyCode(path.join(modules, 'zombie-reaper')) }
}

/**
 * Adds a platform package with the native part of this process.
 * @param {string} modules
 * @param {string} platform
 * @param {object} [manifest]
 */
function addWorking(modules, platform, manifest) {
  const addon = addPlatform(modules, platform, manifest)
  fs.copyFileSync(native, addon)
  return addon
}

/** @param {string} modules */
function loadedFrom(modules) {
  return Object.keys(require.cache).filter(
    (file) => file.startsWith(modules) && file.endsWith('.node'),
  )
}

test('of the packages of both libcs, the likely one is loaded', () => {
  const { modules, main } = installed()
  const [addon] = platforms.map((platform) => addWorking(modules, platform))
  const { ALL, binding } = requireFrom(main, 'binding')
  assert.equal(binding.isMainThread(), true)
  assert.equal(ALL, 0xffffffff)
  assert.deepEqual(loadedFrom(modules), [addon])
})

test('the loader of musl makes musl the likely one', { skip: skipWithoutStrace }, async () => {
  const { modules, main } = installed()
  const [gnu, musl] = ['gnu', 'musl'].map((libc) =>
    addWorking(modules, `linux-${process.arch}-${libc}`),
  )
  const under = withMuslLoader('retval=0')
  assert.equal(await runNode([program('native/binding.js'), main], { under }), musl)
  fs.rmSync(path.dirname(musl), { recursive: true })
  assert.equal(await runNode([program('native/binding.js'), main], { under }), gnu)
})

test('in Node it asks libuv which children have a waiter', async (t) => {
  const { modules, main } = installed()
  addWorking(modules, platforms[0])
  const { binding } = requireFrom(main, 'binding')
  const child = spawn('sleep', ['1000'])
  t.after(() => {
    child.kill('SIGKILL')
    return once(child, 'exit')
  })
  await once(child, 'spawn')
  assert.deepEqual([...binding.claimedPids()], [child.pid])
})

test('without a package the error says so', () => {
  assert.throws(
    () => requireFrom(installed().main, 'binding'),
    ({ message }) => message.includes(': found neither a file '),
  )
})

test('without its permission Deno loads none', { skip: deno.skip }, async () => {
  const { modules, main } = installed()
  const addon = addWorking(modules, `linux-${process.arch}-gnu`)
  const flags = ['--no-prompt', '--allow-read', '--allow-env']
  const command = [deno.command[0], 'run', ...flags, program('native/binding.js'), main]
  const message = JSON.parse((await run(command)).stdout)
  assert.ok(message.includes(`: ${addon}: Deno may not load it\n`), message)
  assert.ok(message.endsWith(`\nStart Deno with --allow-ffi="${path.dirname(addon)}"`), message)
})

test('the other one is loaded where the likely one cannot be', () => {
  const { modules, main } = installed()
  const [likely, other] = platforms
  addPlatform(modules, likely)
  const addon = addWorking(modules, other)
  assert.equal(requireFrom(main, 'binding').binding.isMainThread(), true)
  assert.deepEqual(loadedFrom(modules), [addon])
})

test('what was built here needs no version', () => {
  const { modules, main } = installed()
  const addon = path.join(main, path.basename(native))
  fs.copyFileSync(native, addon)
  fs.rmSync(path.join(main, 'package.json'))
  assert.equal(requireFrom(main, 'binding').binding.isMainThread(), true)
  assert.deepEqual(loadedFrom(modules), [addon])
})

test('another version is refused', () => {
  const { modules, main } = installed()
  const platform = path.basename(native).split('.')[1]
  const ours = require('../../package.json').version
  const addon = addWorking(modules, platform, {
    version: '99.0.0',
    main: `zombie-reaper.${platform}.node`,
  })
  const reason = `${addon}: expected version ${ours}, the version of zombie-reaper, got 99.0.0\n`
  assert.throws(
    () => requireFrom(main, 'binding'),
    ({ message }) => message.includes(reason),
  )
  assert.deepEqual(loadedFrom(modules), [])
})

test('a damaged file is refused before the dynamic loader sees it', () => {
  const { modules, main } = installed()
  const platform = path.basename(native).split('.')[1]
  const addon = addPlatform(modules, platform)
  assert.throws(
    () => requireFrom(main, 'binding'),
    ({ message }) => message.includes(`${addon}: not an ELF file\n`),
  )
})

test('off Linux there is none', () => {
  const { main } = installed()
  withValue(process, 'platform', 'darwin', () =>
    assert.equal(requireFrom(main, 'binding').binding, null),
  )
})
