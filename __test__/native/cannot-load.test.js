'use strict'

// The whole text of each error about the native part. native-part.test.js has the real defects.

const assert = require('node:assert/strict')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')

const { runNode } = require('../support/helpers')
const {
  addPlatform,
  copyCode,
  modulesFolder,
  requireFrom,
  write,
} = require('../support/native-copies')
const { onProcessor, withValue } = require('../support/with-value')
const { PERMISSION } = require('../support/permission')
const { deno, runIn } = require('../support/runtimes')

const header = /** @type {{ header: object }} */ (process.report.getReport()).header
const libcs = 'glibcVersionRuntime' in header ? ['gnu', 'musl'] : ['musl', 'gnu']
const [here, other] = libcs.map((libc) => `linux-${process.arch}-${libc}`)

const MISSING = `found neither a file zombie-reaper.${here}.node nor a package zombie-reaper-${here}`
const THERE = ' where the program runs, for example in the Dockerfile'
const REINSTALL = `Run \`rm -rf node_modules && npm install --include=optional\`${THERE}`
const LOCK =
  '. If the package is still missing, npm 10 has left it out of package-lock.json. Then remove package-lock.json too'

/** @typedef {{ platform: string, file: string, error: Error }} Failure */

function installed() {
  const modules = modulesFolder()
  return { modules, main: copyCode(path.join(modules, 'zombie-reaper')) }
}

/**
 * @param {string} message
 * @param {object} [more] such as its code
 */
function failed(message, more, platform = here, file = '/there/zombie-reaper.node') {
  return { platform, file, error: Object.assign(new Error(message), more) }
}

/**
 * @param {string} main
 * @param {Failure[]} failures
 * @param {string} reason
 * @param {string} cure
 * @returns {Error | undefined} the cause that the error names
 */
function assertSays(main, failures, reason, cure) {
  const error = requireFrom(main, 'cannot-load').cannotLoad(failures)
  const { code, message } = error
  assert.equal(message, `zombie-reaper cannot load its native part for ${here}: ${reason}\n${cure}`)
  assert.equal(code, 'ERR_ZOMBIE_REAPER_NO_NATIVE_PART')
  return error.cause
}

test('one that is missing', () => {
  assert.equal(assertSays(installed().main, [], MISSING, REINSTALL + LOCK), undefined)
})

test('of two failures, the one of this libc is told; else the first', () => {
  const failures = [failed('theirs', {}, other), failed('ours')]
  const { main } = installed()
  const cause = assertSays(main, failures, '/there/zombie-reaper.node: ours', REINSTALL)
  assert.equal(cause, failures[1].error)
  assertSays(
    main,
    [failed('first', {}, other), failed('second', {}, 'linux-s390x-gnu')],
    '/there/zombie-reaper.node: first',
    REINSTALL,
  )
})

test('the file is named once: as the message or Deno names it, or as it is known', () => {
  const { main } = installed()
  assertSays(
    main,
    [failed('x /there/zombie-reaper.node')],
    'x /there/zombie-reaper.node',
    REINSTALL,
  )
  assertSays(main, [failed('no', { resource: '/a/resource' })], '/a/resource: no', REINSTALL)
})

/** @type {[message: string, code: string | undefined, cure: string][]} */
const CURES = [
  [
    'disabled',
    'ERR_DLOPEN_DISABLED',
    'Start Node.js without --no-addons. If you start Node.js with --permission, add --allow-addons',
  ],
  [
    'denied',
    'ERR_ACCESS_DENIED',
    'Start Node.js with --allow-addons and --allow-fs-read="MODULES/*"',
  ],
  [
    'denied',
    'EACCES',
    `User ${process.getuid?.()} may not read the file. Run \`chmod -R a+rX "/there/"\` as the owner of the file`,
  ],
  ...['failed to map segment', 'Operation not permitted'].map(
    (message) =>
      /** @type {[string, undefined, string]} */ ([
        message,
        undefined,
        'The file system of this file is mounted noexec, or a security policy forbids the file. Install the package on another file system, or mount this file system without noexec',
      ]),
  ),
]

for (const [message, code, cure] of CURES) {
  test(`${code ?? message} has its own cure`, () => {
    const { modules, main } = installed()
    const expected = cure.replace('MODULES', modules)
    assertSays(main, [failed(message, { code })], `/there/zombie-reaper.node: ${message}`, expected)
  })
}

test('a file that was built here is made readable without its folder', () => {
  const { main } = installed()
  const file = path.join(main, 'zombie-reaper.node')
  const cure = `User ${process.getuid?.()} may not read the file. Run \`chmod a+r "${file}"\` as the owner of the file`
  assertSays(main, [failed('no', { code: 'EACCES' }, here, file)], `${file}: no`, cure)
})

test('a node_modules of other platforms is called that, unless it has ours too', () => {
  const { modules, main } = installed()
  addPlatform(modules, other)
  const moved = (/** @type {string} */ platforms) =>
    `This node_modules was made for ${platforms}. ${REINSTALL}. Do not copy node_modules from another platform`
  const failures = [failed('theirs', {}, other)]
  const reason = '/there/zombie-reaper.node: theirs'
  assertSays(main, failures, reason, moved(other))
  assertSays(main, [], MISSING, moved(other))
  assertSays(main, [failed('ours')], '/there/zombie-reaper.node: ours', REINSTALL)
  addPlatform(modules, 'linux-s390x-gnu')
  const third = `linux-${process.arch === 'x64' ? 'arm64' : 'x64'}-gnu`
  addPlatform(modules, third)
  const { PLATFORMS } = requireFrom(main, 'platform-package')
  const names = PLATFORMS.filter((/** @type {string} */ name) => [other, third].includes(name))
  assertSays(main, failures, reason, moved(names.join(' and ')))
  addPlatform(modules, here)
  assertSays(main, failures, reason, REINSTALL)
})

/** @type {[what: string, damage: (folder: string, addon: string) => void, reason: string][]} */
const DAMAGES = [
  [
    'no package.json',
    (folder) => fs.rmSync(path.join(folder, 'package.json')),
    "ENOENT: no such file or directory, open 'FOLDER/package.json'",
  ],
  ['no addon', (_, addon) => fs.rmSync(addon), "ENOENT: no such file or directory, open 'ADDON'"],
  [
    'no main',
    (folder) => write(path.join(folder, 'package.json'), '{}'),
    'FOLDER/package.json: expected "main" to name the addon, got undefined',
  ],
  [
    'null as its package.json',
    (folder) => write(path.join(folder, 'package.json'), 'null'),
    'FOLDER/package.json: expected "main" to name the addon, got undefined',
  ],
]

for (const [what, damage, reason] of DAMAGES) {
  test(`a package with ${what} is not called missing`, () => {
    const { modules, main } = installed()
    const addon = addPlatform(modules, here)
    const folder = path.dirname(addon)
    damage(folder, addon)
    const expected = reason.replace('FOLDER', folder).replace('ADDON', addon)
    const cause = assertSays(main, [], expected, REINSTALL)
    assert.ok(cause && expected.endsWith(cause.message))
  })
}

test('a package farther up is not looked at where the nearer one is whole', () => {
  const outer = modulesFolder()
  const modules = path.join(outer, 'app/node_modules')
  const main = copyCode(path.join(modules, 'zombie-reaper'))
  addPlatform(modules, here)
  write(path.join(outer, `zombie-reaper-${here}`, 'package.json'), '{}')
  assertSays(main, [failed('ours')], '/there/zombie-reaper.node: ours', REINSTALL)
})

test('a package farther up counts where there is none nearby', () => {
  const outer = modulesFolder()
  const main = copyCode(path.join(outer, 'app/node_modules/zombie-reaper'))
  const manifest = write(path.join(outer, `zombie-reaper-${here}`, 'package.json'), '{}')
  const reason = `${manifest}: expected "main" to name the addon, got undefined`
  assertSays(main, [], reason, REINSTALL)
})

test('a missing permission is told of the package nearby, and of no other', async () => {
  const outer = modulesFolder()
  const modules = path.join(outer, 'app/node_modules')
  const main = copyCode(path.join(modules, 'zombie-reaper'))
  const script = `
    const { cannotLoad } = require(${JSON.stringify(path.join(main, 'lib/native/cannot-load.js'))})
    console.log(JSON.stringify(cannotLoad([]).message))`
  /** @param {string} readable */
  const messageWith = (readable) =>
    runNode([PERMISSION, `--allow-fs-read=${readable}/*`, '--no-warnings', '-e', script])

  addPlatform(outer, here)
  assert.ok((await messageWith(modules)).includes(`: ${MISSING}\n`))
  const nearby = path.dirname(addPlatform(modules, here))
  const [reason, cure] = (await messageWith(main)).split('\n')
  assert.ok(reason.includes(nearby), reason)
  assert.equal(cure, `Start Node.js with --allow-addons and --allow-fs-read="${outer}/*"`)
})

test('Deno needs another permission', { skip: deno.skip }, async () => {
  const cures = await runIn(deno, ['native/cures.js'])
  assert.deepEqual(cures, [
    'Start Deno with --allow-ffi="/there"',
    'Run `npm run prepare` (needs Rust)',
  ])
})

/**
 * @param {string} main
 * @param {string} cure
 */
function assertCure(main, cure) {
  assert.equal(requireFrom(main, 'install-hints').installation(), cure)
}

test('the cure is for the package manager', () => {
  const { main } = installed()
  assertCure(main, REINSTALL)
  withValue(process.versions, 'pnp', '3', () => {
    assertCure(main, `Run \`yarn install\`${THERE}`)
    assertSays(main, [], MISSING, `Run \`yarn install\`${THERE}`)
  })
  const pnpm = copyCode(path.join(modulesFolder(), '.pnpm/a@1/node_modules/zombie-reaper'))
  assertCure(pnpm, `Run \`rm -rf node_modules && pnpm install\`${THERE}`)
})

test('while NODE_OPTIONS name the package, the cure does not preload it', () => {
  const { main } = installed()
  withValue(process.env, 'NODE_OPTIONS', '--require zombie-reaper/auto', () =>
    assertCure(
      main,
      `Run \`rm -rf node_modules && NODE_OPTIONS= npm install --include=optional\`${THERE}`,
    ),
  )
  withValue(process.env, 'NODE_OPTIONS', '--no-warnings', () => assertCure(main, REINSTALL))
})

test('what is installed globally is installed globally again', () => {
  const lib = path.join(path.dirname(modulesFolder()), 'lib')
  const modules = path.join(lib, 'node_modules')
  const own = copyCode(path.join(modules, 'zombie-reaper'))
  const nested = copyCode(path.join(modules, 'pm2/node_modules/zombie-reaper'))
  const scoped = copyCode(path.join(modules, '@scope/tool/node_modules/zombie-reaper'))
  const globally = 'Run `npm install --global --include=optional'
  assertCure(own, `${globally} zombie-reaper\`${THERE}`)
  assertCure(nested, `${globally} pm2\`${THERE}`)
  assertCure(scoped, `${globally} @scope/tool\`${THERE}`)
  assert.equal(requireFrom(nested, 'install-hints').modules, modules)
  // A project may have this name too.
  write(path.join(lib, 'package.json'), '{}')
  assertCure(own, REINSTALL)
})

test('a package outside of node_modules is installed like any other', () => {
  const main = copyCode(path.join(path.dirname(modulesFolder()), 'lib'))
  assertCure(main, REINSTALL)
  assert.equal(requireFrom(main, 'install-hints').modules, path.dirname(main))
  fs.rmSync(path.join(main, 'package.json'))
  assertCure(main, REINSTALL)
})

test('a checkout is built, and a copy of a checkout is linked', () => {
  const { main: copy } = installed()
  write(path.join(copy, 'package.json'), '{}')
  assertCure(
    copy,
    'This copy was packed from a checkout, and has no native part. Link to the checkout with `npm install CHECKOUT`, without --install-links. Or install the tarballs that `npm run package` makes there',
  )
  write(path.join(copy, 'Cargo.toml'), '')
  assertCure(copy, 'Run `npm run prepare` (needs Rust)')
})

test('a bundle without a package.json is installed like any other', () => {
  const { main } = installed()
  fs.rmSync(path.join(main, 'package.json'))
  assertCure(main, REINSTALL)
})

test('on a processor without binaries, the platforms are named', () => {
  const { main } = installed()
  onProcessor('s390x', () =>
    assertCure(
      main,
      'Run the program on a platform that has binaries: linux-x64-gnu, linux-x64-musl, linux-arm64-gnu, linux-arm64-musl',
    ),
  )
  for (const arch of ['x64', 'arm64']) onProcessor(arch, () => assertCure(main, REINSTALL))
})
