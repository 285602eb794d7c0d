'use strict'

const assert = require('node:assert/strict')
const { execFile, execFileSync, spawn, spawnSync } = require('node:child_process')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')
const { promisify } = require('node:util')

const { RUNNING, withAuto } = require('../support/automatic')
const { compile, copyPackage, nodeName, program, root, untilAsleep } = require('../support/helpers')
const { processInfo } = require('../support/process-table')

const command = path.join(root, 'bin/zombie-reaper.js')
const autoPath = execFileSync(process.execPath, [command, 'path', 'auto']).toString().trim()

/**
 * Returns the JSON line that a script prints, and its stderr.
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 */
async function run(args, env, cwd = root) {
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args, { env, cwd })
  return { result: JSON.parse(stdout), stderr }
}

const STATE = `
  const { isSubreaper } = require(${JSON.stringify(root)})
  const running = ${RUNNING}
  console.log(JSON.stringify({ running: running !== undefined, subreaper: isSubreaper() }))`

test('zombie-reaper path auto prints an absolute path, for use from anywhere', async () => {
  assert.equal(autoPath, path.join(root, 'auto.js'))
  const { result } = await run(['-e', STATE], withAuto(), '/')
  assert.deepEqual(result, { running: true, subreaper: true })
})

for (const flag of ['--require', '--import']) {
  test(`node ${flag} zombie-reaper/auto starts the reaper`, async () => {
    const { result, stderr } = await run([flag, 'zombie-reaper/auto', '-e', STATE], process.env)
    assert.deepEqual(result, { running: true, subreaper: true })
    assert.equal(stderr, '')
  })
}

test('only the outermost process becomes a subreaper', async () => {
  const inner = `require('node:child_process').execFileSync(process.execPath, ['-e', ${JSON.stringify(STATE)}], { stdio: 'inherit' })`
  const { result } = await run(['-e', inner], withAuto())
  assert.deepEqual(result, { running: true, subreaper: false })
})

test('who is left behind by the outermost process becomes a subreaper', async (t) => {
  // Like `pm2 start`: the first process starts a daemon and ends.
  const first = `
    const { fork } = require('node:child_process')
    const daemon = fork(${JSON.stringify(program('preload/left-behind.js'))}, { detached: true })
    daemon.on('message', () => {
      daemon.disconnect()
      daemon.unref()
    })`
  const { result } = await run(['-e', first], withAuto({ ZOMBIE_REAPER_SWEEP_INTERVAL: '20' }))
  t.after(() => {
    if (processInfo(result.pid)) process.kill(result.pid, 'SIGKILL')
  })
  assert.deepEqual(result, {
    pid: result.pid,
    before: false,
    subreaper: true,
    isMarked: true,
    exitCode: 9,
  })
})

test('who cannot look whether the outermost process lives does not take its place', async () => {
  const args = [process.execPath, program('shared/without-descriptors.js'), 'above']
  const outermost = `
    require('node:child_process').spawn('prlimit', ${JSON.stringify(['--nofile=64:64', ...args])}, { stdio: 'inherit' })`
  const { result } = await run(['-e', outermost], withAuto({ ZOMBIE_REAPER_SWEEP_INTERVAL: '5' }))
  assert.equal(result, false)
})

test('the outermost process does not undo what the program has set', async () => {
  const script = `
    const { installSubreaper, isSubreaper } = require(${JSON.stringify(root)})
    installSubreaper(false)
    const { passes } = ${RUNNING}.stats
    const look = setInterval(() => {
      if (${RUNNING}.stats.passes < passes + 3) return
      clearInterval(look)
      console.log(JSON.stringify(isSubreaper()))
    }, 1)`
  const { result } = await run(['-e', script], withAuto({ ZOMBIE_REAPER_SWEEP_INTERVAL: '1' }))
  assert.equal(result, false)
})

test('a marker of a process that is not above is no reason not to', async (t) => {
  const beside = spawn('sleep', ['1000'])
  t.after(() => beside.kill())
  await untilAsleep(beside.pid)
  const stat = fs.readFileSync(`/proc/${beside.pid}/stat`, 'utf8')
  const startTicks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
  for (const ZOMBIE_REAPER_OUTERMOST of [
    `${beside.pid}:${startTicks}`,
    '999999:1',
    'x',
    '-1',
    `${process.pid}:1`,
    String(process.pid),
  ]) {
    const { result } = await run(['-e', STATE], withAuto({ ZOMBIE_REAPER_OUTERMOST }))
    assert.deepEqual(result, { running: true, subreaper: true })
  }
})

test('in a Worker it does nothing', async () => {
  const inWorker = `require('node:worker_threads').parentPort.postMessage(String(${RUNNING}))`
  const script = `
    const { Worker } = require('node:worker_threads')
    const worker = new Worker(${JSON.stringify(inWorker)}, { eval: true })
    worker.on('message', (running) => console.log(JSON.stringify(running)))`
  const { result, stderr } = await run(['-e', script], withAuto())
  assert.equal(result, 'undefined')
  assert.equal(stderr, '')
})

test('npm works with it, started from /', () => {
  const { status, stderr } = spawnSync('npm', ['--version'], { cwd: '/', env: withAuto() })
  assert.equal(status, 0, stderr.toString())
  assert.doesNotMatch(stderr.toString(), /zombie-reaper/i)
})

const ORPHAN = `
  const { makeZombie } = require(${JSON.stringify(root)})
  const made = [makeZombie({ orphan: true, exitCode: 3 }), makeZombie({ orphan: true, signal: 'SIGTERM' })]
  const reaper = ${RUNNING}
  const alive = setInterval(() => {}, 1000)
  let events = 0
  reaper.on('reap', () => {
    if (++events < 2) return
    clearInterval(alive)
    console.log(JSON.stringify(made))
  })`

test('ZOMBIE_REAPER_LOG=1 writes one line for each reaped process', async () => {
  const { result, stderr } = await run(['-e', ORPHAN], withAuto({ ZOMBIE_REAPER_LOG: '1' }))
  assert.deepEqual(stderr.trim().split('\n'), [
    `zombie-reaper: reaped ${result[0]} (${nodeName}), which exited with 3`,
    `zombie-reaper: reaped ${result[1]} (${nodeName}), which died of SIGTERM`,
  ])
})

test('such a line tells of a core dump, and of a name that is not known', async () => {
  const script = `
    const end = { pid: 5, exitCode: null, signal: 'SIGABRT', coreDumped: true }
    ${RUNNING}.emit('reap', end)
    console.log(1)`
  const { stderr } = await run(['-e', script], withAuto({ ZOMBIE_REAPER_LOG: '1' }))
  assert.equal(
    stderr,
    'zombie-reaper: reaped 5 (name unknown), which died of SIGABRT (core dumped)\n',
  )
})

test('a process cannot choose what ZOMBIE_REAPER_LOG=1 writes', async () => {
  const name = 'x\n\x1b[2Jroot'
  const orphan = `(printf %s "$0" >/proc/self/comm) &`
  const script = `
    const alive = setInterval(() => {}, 1000)
    ${RUNNING}.on('reap', ({ pid }) => {
      clearInterval(alive)
      console.log(pid)
    })
    require('node:child_process').spawn('/bin/sh', ['-c', ${JSON.stringify(orphan)}, ${JSON.stringify(name)}])`
  const { result, stderr } = await run(['-e', script], withAuto({ ZOMBIE_REAPER_LOG: '1' }))
  const escaped = String.raw`x\u000a\u001b[2Jroot`
  assert.equal(stderr, `zombie-reaper: reaped ${result} (${escaped}), which exited with 0\n`)
})

test('without it nothing is written', async () => {
  assert.equal((await run(['-e', ORPHAN], withAuto())).stderr, '')
})

test('settings come from the environment', async () => {
  const script = `
    const { makeZombie } = require(${JSON.stringify(root)})
    makeZombie()
    const reaper = ${RUNNING}
    const look = setInterval(() => {
      if (reaper.stats.passes < 5) return
      clearInterval(look)
      console.log(JSON.stringify(reaper.stats.quarantined))
    }, 1)`
  const { result } = await run(
    ['-e', script],
    withAuto({ ZOMBIE_REAPER_QUARANTINE: '600000', ZOMBIE_REAPER_SWEEP_INTERVAL: '10' }),
  )
  assert.equal(result, 1)
})

for (const [name, value] of [
  ['ZOMBIE_REAPER_QUARANTINE', 'soon'],
  ['ZOMBIE_REAPER_QUARANTINE', '-1'],
  ['ZOMBIE_REAPER_QUARANTINE', '1.5'],
  ['ZOMBIE_REAPER_QUARANTINE', ' '],
  ['ZOMBIE_REAPER_QUARANTINE', '0x10'],
  ['ZOMBIE_REAPER_SWEEP_INTERVAL', '0'],
]) {
  test(`${name}=${value} is one warning, and the default is used`, async () => {
    const { result, stderr } = await run(['-e', STATE], withAuto({ [name]: value }))
    assert.deepEqual(result, { running: true, subreaper: true })
    assert.equal(stderr.match(/ZombieReaperWarning/g)?.length, 1)
    assert.match(stderr, new RegExp(`${name}: expected .*, got "${value}"`))
  })
}

test('where a subreaper is refused the rest still runs, with one warning', async () => {
  const { stdout, stderr } = spawnSync(
    compile('shared/refuse.c'),
    ['subreaper', process.execPath, '-e', STATE],
    { env: withAuto(), encoding: 'utf8' },
  )
  assert.deepEqual(JSON.parse(stdout), { running: true, subreaper: false })
  assert.equal(stderr.match(/ZombieReaperWarning/g)?.length, 1)
})

test('on another platform, and without the native part, it never throws', async () => {
  const copy = copyPackage()
  for (const file of fs.readdirSync(copy)) {
    if (file.endsWith('.node')) fs.rmSync(path.join(copy, file))
  }
  const auto = path.join(copy, 'auto.js')
  const broken = await run(['--require', auto, '-e', 'console.log(1)'], process.env)
  assert.equal(broken.stderr.match(/ZombieReaperWarning/g)?.length, 1)
  assert.match(broken.stderr, /npm install/)
  const fake = `Object.defineProperty(process, 'platform', { value: 'darwin' }); require(${JSON.stringify(auto)}); console.log(process.env.ZOMBIE_REAPER_OUTERMOST ?? 2)`
  const env = { ...process.env, ZOMBIE_REAPER_OUTERMOST: undefined }
  assert.deepEqual(await run(['-e', fake], env), { result: 2, stderr: '' })
})

for (const entry of ['auto.js', 'init.js']) {
  test(`${entry} warns, and the program goes on, when it can load no other file`, async () => {
    const copy = copyPackage()
    fs.rmSync(path.join(copy, 'lib'), { recursive: true })
    const preload = ['--require', path.join(copy, entry)]
    const { result, stderr } = await run([...preload, '-e', 'console.log(1)'], process.env)
    assert.equal(result, 1)
    assert.match(stderr, /ZombieReaperWarning: Cannot find module/)
  })
}
