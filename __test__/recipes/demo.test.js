'use strict'

const assert = require('node:assert/strict')
const { execFile, spawn, spawnSync } = require('node:child_process')
const { once } = require('node:events')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')

const { installSubreaper } = require('../..')
const {
  HANG,
  preloading,
  root,
  skipUnless,
  skipWithoutNamespace,
  temporaryFolder,
  until,
  untilNothingIsLeft,
} = require('../support/helpers')
const { descendantsOf } = require('../support/process-table')

// This process adopts the processes that a demo leaves behind.
installSubreaper()

const demo = path.join(root, 'examples/article/demo.js')

const TICKS = [
  'the program, PID, runs',
  'its child PID is a zombie',
  'PID is now a child of the reaper',
  'PID is gone: Node reaps its own children',
  'the kernel accepts the signal',
  'PID is still there',
  'reap() takes the zombie with its exit code',
  'PID is gone',
]

const NOBODY = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups']
const IN_USER_NAMESPACE = [
  'unshare',
  '--user',
  '--map-root-user',
  '--pid',
  '--fork',
  '--mount-proc',
]

/**
 * @param {string[]} command
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<{ code: unknown, output: string, ticks: string[], crosses: string[] }>}
 */
function run([file, ...args], env = process.env) {
  return new Promise((resolve) => {
    execFile(file, args, { env, timeout: HANG, killSignal: 'SIGKILL' }, (error, output) => {
      const marked = (/** @type {string} */ mark) =>
        output
          .split('\n')
          .filter((line) => line.trim().startsWith(mark))
          .map((line) => line.trim().slice(2))
      resolve({ code: error?.code ?? 0, output, ticks: marked('✔'), crosses: marked('✘') })
    })
  })
}

/**
 * @param {string[]} ticks
 * @param {string} reaper
 */
function withoutPids(ticks, reaper) {
  return ticks.map((tick) => tick.replace(reaper, 'the reaper').replace(/\b\d+\b/, 'PID'))
}

test(
  'npm run demo proves the four steps with Node as PID 1, and leaves nothing behind',
  {
    skip: skipWithoutNamespace,
  },
  async () => {
    const { code, ticks, crosses } = await run(['npm', 'run', '--prefix', root, 'demo'])
    const [first, ...others] = ticks
    assert.deepEqual(descendantsOf(process.pid), [])
    assert.deepEqual(crosses, [])
    assert.equal(first, 'Node is PID 1')
    assert.deepEqual(withoutPids(others, 'PID 1'), TICKS)
    assert.equal(code, 0)
  },
)

test(
  'without root the demo has Node as PID 1 too, in a user namespace',
  {
    skip: skipUnless(
      spawnSync(NOBODY[0], [...NOBODY.slice(1), ...IN_USER_NAMESPACE, 'true']).status === 0,
      'needs root, to become somebody else, and user namespaces',
    ),
  },
  async () => {
    // Other users may not read a checkout, but they may read a copy.
    const copy = temporaryFolder()
    const parts = fs
      .readdirSync(root)
      .filter((name) => /^(examples|index\.js|lib|package\.json|.*\.node)$/.test(name))
    for (const name of parts) {
      fs.cpSync(path.join(root, name), path.join(copy, name), { recursive: true })
    }
    spawnSync('chown', ['-R', '65534:65534', copy])

    const { code, output, ticks } = await run([
      ...NOBODY,
      process.execPath,
      path.join(copy, 'examples/article/demo.js'),
    ])
    assert.match(output, /--user/)
    assert.equal(ticks[0], 'Node is PID 1')
    assert.equal(ticks.length, TICKS.length + 1)
    assert.equal(code, 0)
  },
)

for (const [what, prepare, reason] of /** @type {const} */ ([
  ['there is no unshare', () => {}, 'ENOENT'],
  [
    'namespaces are forbidden',
    (/** @type {string} */ folder) =>
      fs.writeFileSync(path.join(folder, 'unshare'), '#!/bin/sh\necho not for you >&2\nexit 1\n', {
        mode: 0o755,
      }),
    'not for you',
  ],
])) {
  test(`where ${what} the demo says so, has Node as a subreaper, and leaves nothing behind`, async () => {
    const folder = temporaryFolder()
    prepare(folder)
    const { code, output, ticks, crosses } = await run([process.execPath, demo], {
      ...process.env,
      PATH: folder,
    })
    assert.deepEqual(descendantsOf(process.pid), [])
    assert.match(output, /No PID namespace .* subreaper/)
    assert.match(output, new RegExp(reason))
    assert.deepEqual(crosses, [])
    assert.deepEqual(withoutPids(ticks, 'the subreaper'), TICKS)
    assert.equal(code, 0)
  })
}

test(
  'the demo exits 1 and says why when reap() does not reap, and leaves nothing behind',
  {
    skip: skipWithoutNamespace,
  },
  async () => {
    const { code, ticks, crosses } = await run(
      [process.execPath, demo],
      preloading('recipes/reap-nothing.js'),
    )
    assert.deepEqual(descendantsOf(process.pid), [])
    assert.equal(crosses.length, 1)
    assert.match(crosses[0], /expected \[ '\d+ exited with 42' \], got \[\]/)
    assert.equal(ticks.length, TICKS.length - 1)
    assert.equal(code, 1)
  },
)

test(
  'the demo exits 1 and says why when no zombie is made, and leaves nothing behind',
  {
    skip: skipWithoutNamespace,
  },
  async () => {
    const { code, ticks, crosses } = await run(
      [process.execPath, demo],
      preloading('shared/throw-always.js'),
    )
    assert.deepEqual(descendantsOf(process.pid), [])
    assert.equal(crosses.length, 1)
    assert.match(crosses[0], /make_zombie: expected 200, got 500 ERR_NO_ZOMBIE: expected/)
    assert.deepEqual(ticks, ['Node is PID 1'])
    assert.equal(code, 1)
  },
)

for (const [where, change, skip] of /** @type {const} */ ([
  ['in a namespace', {}, skipWithoutNamespace],
  ['as a subreaper', { PATH: '/nonexistent' }, false],
])) {
  test(`a demo that is killed half-way leaves nothing behind, ${where}`, { skip }, async () => {
    const child = spawn(process.execPath, [demo], {
      env: { ...preloading('recipes/kill-nobody.js'), ...change },
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    let output = ''
    child.stdout.setEncoding('utf8').on('data', (text) => (output += text))
    await until(() => output.includes('2. kill -9'), 'the second step')
    child.kill('SIGKILL')
    await once(child, 'exit')
    await untilNothingIsLeft()
  })
}
