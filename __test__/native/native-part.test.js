'use strict'

// The possible defects of the native part. Each has its own error, which names the defect and the
// cure. The package lies in its own node_modules, as npm installs it.

const assert = require('node:assert/strict')
const { execFileSync } = require('node:child_process')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')

const {
  copyPackage,
  runNode,
  skipWithoutRoot,
  skipWithoutStrace,
  temporaryFolder,
  traceSystemCalls,
} = require('../support/helpers')
const { PERMISSION } = require('../support/permission')

// The native part that this process has loaded.
const native =
  Object.keys(require.cache).find((file) => /zombie-reaper\.[^/]*\.node$/.test(file)) ?? ''
const here = path.basename(native).split('.')[1]
const [, arch, libc] = here.split('-')
const other = {
  libc: `linux-${arch}-${libc === 'gnu' ? 'musl' : 'gnu'}`,
  processor: `linux-${arch === 'x64' ? 'arm64' : 'x64'}-${libc}`,
}

const OURS = require('../../package.json').version

const REINSTALL = 'Run `rm -rf node_modules && npm install --include=optional`'

/**
 * Makes a node_modules with the main package and a platform package.
 * @param {{ platform?: string | null, bytes?: Buffer, version?: string }} [options]
 */
function install({ platform = here, bytes = fs.readFileSync(native), version } = {}) {
  const modules = path.join(temporaryFolder(), 'node_modules')
  const main = path.join(modules, 'zombie-reaper')
  copyPackage(main)
  for (const file of fs.readdirSync(main)) {
    if (file.endsWith('.node') || file === 'zombie-init') fs.rmSync(path.join(main, file))
  }
  nameOptional(main, [`zombie-reaper-${here}`])
  const file = platform === null ? '' : installPlatform(modules, platform, bytes, version)
  return { modules, main, file }
}

/**
 * Names the platform packages in a package.json, as `npm run package` does.
 * @param {string} main
 * @param {string[]} names
 */
function nameOptional(main, names) {
  const file = path.join(main, 'package.json')
  const manifest = JSON.parse(fs.readFileSync(file, 'utf8'))
  const optionalDependencies = Object.fromEntries(names.map((name) => [name, OURS]))
  fs.writeFileSync(file, JSON.stringify({ ...manifest, optionalDependencies }))
}

/**
 * @param {string} modules
 * @param {string} platform
 * @param {Buffer} bytes
 */
function installPlatform(modules, platform, bytes, version = OURS) {
  const folder = path.join(modules, `zombie-reaper-${platform}`)
  const main = path.join(folder, `zombie-reaper.${platform}.node`)
  fs.mkdirSync(folder)
  fs.writeFileSync(main, bytes)
  fs.writeFileSync(
    path.join(folder, 'package.json'),
    JSON.stringify({ version, main: path.basename(main) }),
  )
  return main
}

/**
 * Returns the error that loading the package throws, or the result of a call.
 * @param {string} main
 * @param {{ flags?: string[], under?: string[] }} [options]
 */
function load(main, { flags = [], under = [] } = {}) {
  const script = `
    try {
      const reaper = require(${JSON.stringify(main)})
      console.log(JSON.stringify({ isSupported: reaper.isSupported, reaped: reaper.reap() }))
    } catch ({ code, message }) {
      console.log(JSON.stringify({ code, message }))
    }`
  return runNode([...flags, '-e', script], { under })
}

/**
 * @param {{ code?: string, message?: string }} error
 * @param {string} reason
 * @param {string} cure
 */
function assertSays({ code, message = '' }, reason, cure) {
  assert.equal(code, 'ERR_ZOMBIE_REAPER_NO_NATIVE_PART')
  const [first, second, ...rest] = message.split('\n')
  assert.ok(first.startsWith(`zombie-reaper cannot load its native part for ${here}: `), first)
  assert.ok(first.includes(reason), first)
  assert.ok(second.includes(cure), second)
  assert.deepEqual(rest, [])
}

const WORKS = { isSupported: true, reaped: [] }

test('the package of this platform is loaded', async () => {
  assert.deepEqual(await load(install().main), WORKS)
})

test('one that is not installed is asked for', async () => {
  const { main } = install({ platform: null })
  assertSays(await load(main), `nor a package zombie-reaper-${here}`, REINSTALL)
})

// `npm install --install-links` and `npm pack` use the package.json of the checkout.
test('a copy of a checkout is told from an installation', async () => {
  const { main } = install({ platform: null })
  const file = path.join(main, 'package.json')
  const { optionalDependencies: _, ...manifest } = JSON.parse(fs.readFileSync(file, 'utf8'))
  fs.writeFileSync(file, JSON.stringify(manifest))
  const cure =
    'This copy was packed from a checkout, and has no native part. Link to the checkout with `npm install CHECKOUT`, without --install-links'
  assertSays(await load(main), 'nor a package', cure)
})

for (const [what, platform] of Object.entries(other)) {
  test(`a node_modules of another ${what} is called that`, async () => {
    const { main } = install({ platform, bytes: Buffer.from('of another') })
    const error = await load(main)
    assertSays(error, '', `This node_modules was made for ${platform}. ${REINSTALL}`)
  })
}

// npm 10 installs the packages of both libcs.
test('with those of both libcs, the right one is loaded, or its failure told', async () => {
  const { modules, main, file } = install()
  installPlatform(modules, other.libc, Buffer.from('of another'))
  assert.deepEqual(await load(main), WORKS)
  fs.writeFileSync(file, '')
  assertSays(await load(main), `${file}: not an ELF file`, REINSTALL)
})

test('while NODE_OPTIONS preloads it, the cure is npm without them', async () => {
  const { main } = install({ platform: null })
  const { NODE_OPTIONS } = process.env
  process.env.NODE_OPTIONS = `--require "${path.join(main, 'auto.js')}" --no-warnings`
  try {
    const cure = '`rm -rf node_modules && NODE_OPTIONS= npm install --include=optional`'
    assertSays(await load(main), 'nor a package', cure)
  } finally {
    if (NODE_OPTIONS === undefined) delete process.env.NODE_OPTIONS
    else process.env.NODE_OPTIONS = NODE_OPTIONS
  }
})

// pnpm links its packages to a store in node_modules. Each package there has its own node_modules.
test("in pnpm's node_modules the cures are for that", async () => {
  const { modules, main, file } = install()
  const store = path.join(modules, '.pnpm')
  const folder = path.dirname(file)
  /** @param {string} package_ @param {string} from */
  const move = (package_, from) => {
    const to = path.join(store, package_, 'node_modules', path.basename(from))
    fs.mkdirSync(path.dirname(to), { recursive: true })
    fs.renameSync(from, to)
    return to
  }
  const stored = move('platform@1', folder)
  const storedMain = move('main@1', main)
  fs.symlinkSync(storedMain, main)
  const link = path.join(path.dirname(storedMain), path.basename(folder))
  fs.symlinkSync(stored, link)
  assert.deepEqual(await load(main), WORKS)

  const all = `--allow-fs-read="${modules}/*"`
  const tooLittle = [PERMISSION, `--allow-fs-read=${path.dirname(storedMain)}/*`, '--allow-addons']
  const index = path.join(storedMain, 'index.js')
  assertSays(await load(index, { flags: tooLittle }), 'restricted', all)
  const enough = [PERMISSION, `--allow-fs-read=${modules}/*`, '--allow-addons']
  assert.deepEqual(await load(index, { flags: enough }), WORKS)

  fs.rmSync(link)
  const { message = '' } = await load(main)
  assert.match(
    message,
    /\nRun `rm -rf node_modules && pnpm install` where the program runs, for example in the Dockerfile$/,
  )
})

test('what is installed globally is installed again there: npm is in the same folder', async () => {
  const { modules } = install({ platform: null })
  const lib = path.join(path.dirname(modules), 'lib')
  fs.mkdirSync(lib)
  fs.renameSync(modules, path.join(lib, 'node_modules'))
  const main = path.join(lib, 'node_modules', 'zombie-reaper')
  const cure = 'Run `npm install --global --include=optional zombie-reaper`'
  assertSays(await load(main), 'nor a package', cure)
})

test('a copy that was built needs no package.json', async () => {
  const { main } = install({ platform: null })
  fs.copyFileSync(native, path.join(main, path.basename(native)))
  fs.rmSync(path.join(main, 'package.json'))
  assert.deepEqual(await load(main), WORKS)
})

test('the package of another version is refused', async () => {
  const { main, file } = install({ version: '99.0.0' })
  const reason = `${file}: expected version ${OURS}, the version of zombie-reaper, got 99.0.0`
  assertSays(await load(main), reason, REINSTALL)
})

// The dynamic loader would map such a file, and SIGBUS would kill the process.
test('a file that was cut off ends no process', async () => {
  const half = fs.readFileSync(native).subarray(0, 100_000)
  const { main, file } = install({ bytes: half })
  assertSays(await load(main), `${file}: cut off after 100000 bytes`, REINSTALL)
})

test('a file for another processor is called that', async () => {
  const bytes = fs.readFileSync(native)
  // Sets e_machine to s390x.
  bytes.writeUInt16LE(22, 18)
  const { main, file } = install({ bytes })
  assertSays(await load(main), `${file}: made for another processor than ${arch}`, REINSTALL)
})

test('a file that is no library is called that', async () => {
  const { main, file } = install({ bytes: Buffer.from('<!doctype html>') })
  assertSays(await load(main), `${file}: not an ELF file`, REINSTALL)
})

test('what the dynamic loader misses is told, and for which file', async () => {
  const bytes = fs.readFileSync(native)
  const name = libc === 'gnu' ? 'libc.so.6' : 'libc.so'
  bytes.write('nope.so', bytes.indexOf(`\0${name}\0`) + 1)
  const { main, file } = install({ bytes })
  const error = await load(main)
  assertSays(error, file, REINSTALL)
  assert.match(error.message ?? '', /nope\.so/)
})

for (const [what, hide] of /** @type {[string, (file: string) => string][]} */ ([
  ['file', (file) => file],
  ['package.json', (file) => path.join(path.dirname(file), 'package.json')],
  ['folder', path.dirname],
])) {
  test(`a ${what} that may not be read is called that`, { skip: skipWithoutRoot }, async () => {
    const { modules, main, file } = install()
    fs.chmodSync(path.dirname(modules), 0o755)
    fs.chmodSync(hide(file), 0)
    const under = ['setpriv', '--reuid', '65534', '--regid', '65534', '--clear-groups']
    const error = await load(main, { under })
    assertSays(error, 'EACCES: permission denied', 'User 65534 may not read the file. Run `chmod ')
    assert.ok(error.message?.includes(`${path.dirname(file)}/`))
    const [, command] = /`(chmod .*)`/.exec(error.message ?? '') ?? []
    execFileSync('sh', ['-c', command])
    assert.deepEqual(await load(main, { under }), WORKS)
  })
}

for (const [what, damage, reason] of /** @type {[string, (file: string) => void, string][]} */ ([
  ['no addon', () => {}, 'ENOENT: no such file'],
  ['a folder as its addon', (file) => fs.mkdirSync(file), 'EISDIR'],
  ['an addon that is a link to itself', (file) => fs.symlinkSync(file, file), 'ELOOP'],
])) {
  test(`a package with ${what} is not called missing`, async () => {
    const { main, file } = install()
    fs.rmSync(file)
    damage(file)
    const error = await load(main)
    assertSays(error, reason, REINSTALL)
    assert.ok(error.message?.includes(file))
  })
}

test('a package.json that is missing or damaged is what is named', async () => {
  const { main, file } = install()
  const manifest = path.join(path.dirname(file), 'package.json')
  for (const json of ['{', 'null', '5', '{}']) {
    fs.writeFileSync(manifest, json)
    assertSays(await load(main), `${manifest}: `, REINSTALL)
  }
  fs.rmSync(manifest)
  assertSays(await load(main), `ENOENT: no such file or directory, open '${manifest}'`, REINSTALL)
})

test('a file system that is mounted noexec is called that', { skip: skipWithoutRoot }, async () => {
  const { modules, main } = install()
  const mount = `mount --bind "${modules}" "${modules}" && mount -o remount,bind,noexec "${modules}" && exec "$@"`
  const error = await load(main, { under: ['unshare', '--mount', 'sh', '-c', mount, 'sh'] })
  const reason = here.endsWith('musl') ? 'Operation not permitted' : 'failed to map segment'
  assertSays(error, reason, 'mounted noexec')
})

test('--no-addons is named', async () => {
  const error = await load(install().main, { flags: ['--no-addons'] })
  assertSays(error, 'disabled', 'without --no-addons')
})

test('with --permission, the flags that are missing are named', async () => {
  const { modules, main } = install()
  const cure = `--allow-addons and --allow-fs-read="${modules}/*"`
  const readsItself = [PERMISSION, `--allow-fs-read=${main}/*`]
  // Not by the folder: Node 20.18 also looks for a file of that name, and lacks the permission.
  assertSays(await load(path.join(main, 'index.js'), { flags: readsItself }), 'restricted', cure)
  const readsAll = [PERMISSION, `--allow-fs-read=${modules}/*`]
  assertSays(await load(main, { flags: readsAll }), 'disabled', '--allow-addons')
  assert.deepEqual(await load(main, { flags: [...readsAll, '--allow-addons'] }), WORKS)
})

test('on a processor without binaries, those that there are are named', async () => {
  const { main } = install({ platform: null })
  const script = `
    Object.defineProperty(process, 'arch', { value: 's390x' })
    try { require(${JSON.stringify(main)}) } catch ({ message }) { console.log(JSON.stringify(message)) }`
  const message = await runNode(['-e', script])
  assert.match(message, /for linux-s390x-/)
  assert.match(
    message,
    /Run the program on a platform that has binaries: linux-x64-gnu, .*linux-arm64-musl$/,
  )
})

test('in a checkout that has not been built, the build is named', async () => {
  const { main } = install({ platform: null })
  fs.writeFileSync(path.join(main, 'Cargo.toml'), '')
  assertSays(await load(main), `neither a file zombie-reaper.${here}.node`, 'Run `npm run prepare`')
})

for (const entry of ['auto', 'init']) {
  test(`zombie-reaper/${entry} warns in the same words, and the program goes on`, async () => {
    const { main } = install({ platform: null })
    const { message } = await load(main)
    const script = `process.on('warning', ({ message }) => console.log(JSON.stringify(message)))`
    const env = { ...process.env }
    // Below a zombie-init, init.js does nothing.
    delete env.ZOMBIE_INIT_PID
    const preload = ['--require', path.join(main, `${entry}.js`)]
    const warning = await runNode([...preload, '-e', script], { env })
    assert.equal(warning, message)
  })
}

test(
  'no process is started to find out the libc, and nothing but ours read, whether it loads or not',
  { skip: skipWithoutStrace },
  async () => {
    for (const platform of [here, null]) {
      const { main } = install({ platform })
      const script = `
        try { require(${JSON.stringify(main)}) } catch {}
        console.log(1)`
      const calls = await traceSystemCalls(['-e', script])
      const execs = calls.filter((line) => /\bexecve\(/.test(line))
      assert.equal(execs.length, 1, execs.join('\n'))
      assert.deepEqual(
        calls.filter((line) => line.includes('/ldd"')),
        [],
      )
    }
  },
)
