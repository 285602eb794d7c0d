'use strict'

// Where the native part and zombie-init are found.

const assert = require('node:assert/strict')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')

const {
  addPlatform,
  copyCode,
  modulesFolder,
  requireFrom,
  write,
} = require('../support/native-copies')
const { bun, runIn } = require('../support/runtimes')
const { onProcessor, withValue } = require('../support/with-value')

const PLATFORMS = ['linux-x64-gnu', 'linux-x64-musl', 'linux-arm64-gnu', 'linux-arm64-musl']

function copy() {
  const modules = modulesFolder()
  const main = copyCode(path.join(modules, 'zombie-reaper'))
  return { modules, main, ...requireFrom(main, 'platform-package') }
}

for (const platform of PLATFORMS) {
  const [, arch] = platform.split('-')

  test(`the package of ${platform} has both`, () => {
    const { modules, findAddon, findInit } = copy()
    const addon = addPlatform(modules, platform)
    assert.equal(findAddon(platform), addon)
    onProcessor(arch, () => {
      assert.equal(findInit(), '')
      const init = write(path.join(path.dirname(addon), 'zombie-init'), '')
      assert.equal(findInit(), init)
    })
  })
}

test('the names of the platforms are known', () => {
  assert.deepEqual(copy().PLATFORMS, PLATFORMS)
})

test('what was built here comes first', () => {
  const { modules, main, findAddon, findInit } = copy()
  const [platform] = PLATFORMS
  write(path.join(path.dirname(addPlatform(modules, platform)), 'zombie-init'), '')
  const addon = write(path.join(main, `zombie-reaper.${platform}.node`), '')
  const init = write(path.join(main, 'zombie-init'), '')
  assert.equal(findAddon(platform), addon)
  onProcessor('x64', () => assert.equal(findInit(), init))
})

test('a package that is not installed is no error', () => {
  const { findAddon, findInit } = copy()
  for (const platform of PLATFORMS) assert.equal(findAddon(platform), undefined)
  for (const arch of ['x64', 'arm64']) onProcessor(arch, () => assert.equal(findInit(), ''))
})

test('a package that exports nothing is an error for the addon, and has no zombie-init', () => {
  const { modules, findAddon, findInit } = copy()
  const [platform] = PLATFORMS
  addPlatform(modules, platform, { exports: {} })
  assert.throws(() => findAddon(platform), { code: 'ERR_PACKAGE_PATH_NOT_EXPORTED' })
  onProcessor('x64', () => assert.equal(findInit(), ''))
})

test('off Linux there is no zombie-init, not even one that was built here', () => {
  const { main, findInit } = copy()
  write(path.join(main, 'zombie-init'), '')
  withValue(process, 'platform', 'darwin', () => assert.equal(findInit(), ''))
})

// An executable of `bun build --compile` does not read the package.json of a package outside of it.
test('Bun finds the addon by its file too', { skip: bun.skip }, async () => {
  const { modules, main, findAddon } = copy()
  const [platform] = PLATFORMS
  const find = () => runIn(bun, ['native/find-addon.js', main, platform])
  assert.equal(await find(), null)
  const addon = addPlatform(modules, platform)
  fs.rmSync(path.join(path.dirname(addon), 'package.json'))
  assert.equal(await find(), addon)
  assert.equal(findAddon(platform), undefined)
})

test('a processor without binaries has neither', () => {
  const { findAddon, findInit } = copy()
  assert.equal(findAddon('linux-s390x-gnu'), undefined)
  onProcessor('s390x', () => assert.equal(findInit(), ''))
})
