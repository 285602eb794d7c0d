'use strict'

const assert = require('node:assert/strict')
const { execFileSync, spawnSync } = require('node:child_process')
const fs = require('node:fs')
const path = require('node:path')
const { after, test } = require('node:test')

const { AggregatorRegistry, Gauge, Registry, register: globalRegister } = require('prom-client')

const { installSubreaper, makeZombie, reap, startReaper } = require('../..')
const { figures, prometheus } = require('../../metrics')
const { prometheusClient } = require('../programs/metrics/clients')
const { BROKEN, copyWithClient } = require('../support/copy-with-client')
const { copyPackage, program, root, skipUnless } = require('../support/helpers')

installSubreaper()
after(() => reap())

const EXITED = 'zombie_reaper_reaped_total{ended="exit"}'

/** @param {InstanceType<typeof Registry>} register */
function names(register) {
  const found = figures.filter(({ name }) => register.getSingleMetric(name) !== undefined)
  return found.map(({ name }) => name)
}

const all = figures.map(({ name }) => name)

const skipWithoutPromtool = skipUnless(
  spawnSync('promtool', ['--version']).status === 0,
  'needs promtool',
)

test('promtool finds no fault in the text', { skip: skipWithoutPromtool }, async () => {
  const register = new Registry()
  const running = prometheus(register)
  const input = await register.metrics()
  running.stop()
  const { status, stdout, stderr } = spawnSync('promtool', ['check', 'metrics'], {
    input,
    encoding: 'utf8',
  })
  assert.deepEqual({ status, stdout, stderr }, { status: 0, stdout: '', stderr: '' })
})

test('the text of OpenMetrics has the figures too', async () => {
  const register = new Registry()
  register.setContentType(/** @type {any} */ (Registry.OPENMETRICS_CONTENT_TYPE))
  const running = prometheus(register)
  const text = await register.metrics()
  running.stop()
  assert.deepEqual(names(register), [])
  assert.match(text, /^zombie_reaper_reaped_total\{ended="exit"\} 0$/m)
  assert.match(text, /# EOF\n$/)
})

test('without an argument it is the global register', () => {
  const running = prometheus()
  assert.deepEqual(names(globalRegister), all)
  running.stop()
  assert.deepEqual(names(globalRegister), [])
})

test('stop() removes every figure and stops counting, and a second start begins at 0', async () => {
  const register = new Registry()
  const client = prometheusClient(register)
  const first = client.start()
  makeZombie()
  reap()
  assert.equal((await client.read())[EXITED], 1)
  first.stop()
  first.stop()
  assert.deepEqual(register.getMetricsAsArray(), [])
  makeZombie()
  reap()

  const second = client.start()
  assert.notEqual(second, first)
  first.stop()
  assert.equal((await client.read())[EXITED], 0)
  second[Symbol.dispose]()
  assert.deepEqual(register.getMetricsAsArray(), [])
})

test('a second call with the same register returns the same object', () => {
  const register = new Registry()
  const running = prometheus(register)
  assert.equal(prometheus(register), running)
  running.stop()
})

test('after register.clear() a call adds the figures again', async () => {
  const client = prometheusClient(globalRegister)
  const first = client.start()
  makeZombie()
  reap()
  globalRegister.clear()
  const second = client.start()
  makeZombie()
  reap()
  assert.equal((await client.read())[EXITED], 1)
  first.stop()
  assert.deepEqual(names(globalRegister), all)
  second.stop()
})

test('after the program has removed one figure, a call adds it again', () => {
  const register = new Registry()
  prometheus(register)
  register.removeSingleMetric('zombie_reaper_pids_limit')
  const running = prometheus(register)
  assert.deepEqual(names(register), all)
  running.stop()
})

test('stop() leaves a metric that the program has added under one of the names', () => {
  const register = new Registry()
  const running = prometheus(register)
  register.clear()
  const mine = new Gauge({ name: 'zombie_reaper_orphans', help: 'Mine.', registers: [register] })
  running.stop()
  assert.deepEqual(register.getMetricsAsArray(), [mine])
})

test('the histogram has the described buckets', async () => {
  const client = prometheusClient()
  const running = client.start()
  const samples = Object.keys(await client.read())
  running.stop()
  const histogram = figures.find(({ type }) => type === 'histogram')
  const bounds = samples.flatMap((sample) => /_bucket\{le="([\d.]+)"\}$/.exec(sample)?.[1] ?? [])
  assert.deepEqual(bounds.map(Number), histogram?.buckets)
})

test('two registers have the figures, each with its own count', async () => {
  const [one, other] = [prometheusClient(), prometheusClient()]
  const first = one.start()
  makeZombie()
  reap({ steal: true })
  const second = other.start()
  makeZombie({ signal: 'SIGTERM' })
  reap()
  const [ofOne, ofOther] = await Promise.all([one.read(), other.read()])
  assert.deepEqual([ofOne[EXITED], ofOther[EXITED]], [1, 0])
  const signal = 'zombie_reaper_reaped_total{ended="signal"}'
  assert.deepEqual([ofOne[signal], ofOther[signal]], [1, 1])
  first.stop()
  second.stop()
})

test('the processes of a cluster become one figure', async () => {
  const register = new Registry()
  const running = prometheus(register)
  const metrics = await register.getMetricsAsJSON()
  running.stop()
  // What two workers report, with 1 and 3 as every value.
  const workers = [1, 3].map((value) => {
    const copy = structuredClone(metrics)
    for (const { values } of copy)
      for (const each of /** @type {any[]} */ (values)) each.value = value
    return copy
  })
  const cluster = await AggregatorRegistry.aggregate(workers).getMetricsAsJSON()
  const gauges = figures.filter(({ type }) => type === 'gauge')
  for (const { name } of gauges) {
    const [, figure] = name.split('zombie_reaper_')
    const found = /** @type {any[]} */ (cluster.find((metric) => metric.name === name)?.values)
    const expected = { orphans: 4, quarantined: 4, pids_limit: 1, pids_headroom: 1 }[figure] ?? 3
    assert.ok(found.length > 0, name)
    for (const { value } of found) assert.equal(value, expected, name)
  }
})

test('a metric of the program with one of the names is an error, and nothing is added', () => {
  const register = new Registry()
  const name = 'zombie_reaper_pids_limit'
  const mine = new Gauge({ name, help: 'Mine.', registers: [register] })
  const expected = { code: 'ERR_ZOMBIE_REAPER_FIGURE_EXISTS', message: /zombie_reaper_pids_limit/ }
  assert.throws(() => prometheus(register), expected)
  assert.deepEqual(register.getMetricsAsArray(), [mine])
})

test('a wrong argument is refused', () => {
  for (const wrong of [null, 'register', {}, [], 1, { registerMetric() {} }]) {
    assert.throws(() => prometheus(/** @type {any} */ (wrong)), {
      name: 'TypeError',
      code: 'ERR_INVALID_ARG_TYPE',
      message: /^The "register" argument must be a Registry of prom-client\. Received /,
    })
  }
  assert.deepEqual(names(globalRegister), [])
})

test('a reaper that stops leaves no zombie in quarantine behind, for the figures too', async () => {
  const client = prometheusClient()
  const running = client.start()
  const reaper = startReaper({ quarantine: 2 ** 31 - 1, subreaper: false })
  makeZombie()
  while (reaper.stats.quarantined === 0) await new Promise(setImmediate)
  reaper.stop()
  const samples = await client.read()
  assert.equal(samples.zombie_reaper_quarantined, 0)
  const kind = process.pid === 1 ? 'pid1' : 'us'
  assert.equal(samples[`zombie_reaper_zombies{reaper="${kind}"}`], 1)
  running.stop()
  reap()
})

/**
 * Runs a script that ends with an error, and returns what its console says.
 * @param {string} script
 * @param {{ flags?: string[], env?: NodeJS.ProcessEnv }} [options]
 */
function run(script, { flags = [], env } = {}) {
  const options = {
    cwd: root,
    encoding: /** @type {const} */ ('utf8'),
    env: { ...process.env, ...env },
  }
  return JSON.parse(execFileSync(process.execPath, [...flags, '-e', script], options))
}

const BOTH = `['prometheus', 'opentelemetry']`

test('a client that is not installed is an error that says how to install it', () => {
  const folder = path.join(copyPackage(), 'metrics.js')
  const errors = run(`
    const metrics = require(${JSON.stringify(folder)})
    console.log(JSON.stringify(${BOTH}.map((name) => {
      try { metrics[name]() } catch ({ code, message, cause }) {
        return { code, message, cause: cause.code }
      }
    })))`)
  const code = 'ERR_ZOMBIE_REAPER_NO_PEER'
  assert.deepEqual(errors, [
    {
      code,
      message:
        'prometheus() needs the package prom-client, which is not installed. Run: npm install prom-client',
      cause: 'MODULE_NOT_FOUND',
    },
    {
      code,
      message:
        'opentelemetry() needs the package @opentelemetry/api, which is not installed. Run: npm install @opentelemetry/api',
      cause: 'MODULE_NOT_FOUND',
    },
  ])
})

test('a broken client has its own error', () => {
  for (const [code, message] of BROKEN) {
    const metrics = require(path.join(copyWithClient(code), 'metrics'))
    assert.throws(() => metrics.prometheus(), { message })
  }
})

test('off Linux there are no figures, and no error', () => {
  const flags = ['--require', program('api/other-platform.js')]
  const result = run(
    `
    const metrics = require('./metrics')
    const { clients } = require('./__test__/programs/metrics/clients')
    for (const name of ${BOTH}) metrics[name]().stop()
    Promise.all(Object.values(clients).map((make) => {
      const client = make()
      client.start()
      return client.read()
    })).then((samples) => console.log(JSON.stringify(samples)))`,
    { flags, env: { OTHER_PLATFORM: 'darwin' } },
  )
  assert.deepEqual(result, [{}, {}])
})

test('in a Worker it is an error: the main thread does all reaping', () => {
  const codes = run(`
    const { Worker } = require('node:worker_threads')
    const script = \`
      const metrics = require('./metrics')
      const codes = ${BOTH}.map((name) => {
        try { metrics[name]() } catch ({ code }) { return code }
      })
      require('node:worker_threads').parentPort.postMessage(codes)\`
    new Worker(script, { eval: true }).on('message', (codes) => console.log(JSON.stringify(codes)))`)
  assert.deepEqual(codes, Array(2).fill('ERR_ZOMBIE_REAPER_NOT_MAIN_THREAD'))
})

test('no client is loaded before it is asked for', () => {
  const loaded = run(`
    require('./metrics')
    const files = Object.keys(require.cache).map((file) => file.split('node_modules/')[1])
    console.log(JSON.stringify(files.filter(Boolean)))`)
  assert.deepEqual(loaded, [])
  assert.ok(fs.existsSync(path.join(root, 'node_modules/prom-client')))
})
