'use strict'

// For Bun and Deno: children of every kind that the runtime can start, each with its own wait
// status, on the main thread and in Workers. Meanwhile orphans die, and half of the time the loop is
// blocked, for 300 ms at a time. Prints how many statuses arrived, which were wrong, and how many
// zombies are left.
//
//   storm.js loop       beside a tight loop of reap()
//   storm.js reaper     beside startReaper()

const { exec, spawn, spawnSync } = require('node:child_process')
const { Worker, isMainThread, parentPort } = require('node:worker_threads')

/** @type {any} */
const Bun = /** @type {any} */ (globalThis).Bun
/** @type {any} */
const Deno = /** @type {any} */ (globalThis).Deno

const SHELL = '/bin/sh'

// Each returns the exit code. A child exits with the number that its way gets.
/** @type {Record<string, (code: number) => Promise<number | null> | number | null>} */
const WAYS = {
  spawn: (code) =>
    new Promise((resolve, reject) => {
      spawn(SHELL, ['-c', `exit ${code}`], { stdio: 'ignore' })
        .on('exit', resolve)
        .on('error', reject)
    }),
  exec: (code) =>
    new Promise((resolve) => {
      exec(`exit ${code}`, (error) => resolve(error === null ? 0 : Number(error.code)))
    }),
  spawnSync: (code) => spawnSync(SHELL, ['-c', `exit ${code}`]).status,
  ...(Bun && {
    'Bun.spawn': (code) => Bun.spawn([SHELL, '-c', `exit ${code}`]).exited,
    'Bun.$': async (code) =>
      (await Bun.$`${SHELL} -c ${`exit ${code}`}`.nothrow().quiet()).exitCode,
    'Bun.spawnSync': (code) => Bun.spawnSync([SHELL, '-c', `exit ${code}`]).exitCode,
  }),
  ...(Deno && {
    'Deno.Command.spawn': async (code) => (await command(code).spawn().status).code,
    'Deno.Command.output': async (code) => (await command(code).output()).code,
    'Deno.Command.outputSync': (code) => command(code).outputSync().code,
  }),
}

/** @param {number} code */
function command(code) {
  return new Deno.Command(SHELL, { args: ['-c', `exit ${code}`], stdout: 'null', stderr: 'null' })
}

/**
 * Starts children, eight at a time.
 * @param {number} each how many of each way
 */
async function children(each) {
  const result = { arrived: 0, wrong: /** @type {string[]} */ ([]) }
  const tasks = Object.keys(WAYS).flatMap((way) => Array.from({ length: each }, (_, i) => [way, i]))
  // Mixes the ways.
  tasks.sort(([, i], [, j]) => Number(i) - Number(j))
  async function lane() {
    for (let task; (task = tasks.pop()) !== undefined;) {
      const [way, i] = /** @type {[string, number]} */ (task)
      const expected = i % 256
      try {
        const code = await WAYS[way](expected)
        if (code === expected) result.arrived++
        else result.wrong.push(`${way}: ${code} in place of ${expected}`)
      } catch (error) {
        result.wrong.push(`${way}: ${error}`)
      }
    }
  }
  await Promise.all(Array.from({ length: 8 }, lane))
  return result
}

async function inWorker() {
  parentPort?.postMessage(await children(20))
}

async function main() {
  const { installSubreaper, makeZombie, reap, startReaper, zombies } = require('../../..')
  const [, , mode] = process.argv
  if (process.pid !== 1) installSubreaper()

  let reaped = 0
  let made = 0
  /** @type {Set<number>} */
  const orphans = new Set()
  /** @param {{ pid: number }} process */
  const taken = ({ pid }) => {
    if (orphans.delete(pid)) reaped++
  }
  const reaper = mode === 'reaper' ? startReaper() : undefined
  reaper?.on('reap', taken)
  const pass = reaper ? () => {} : () => reap().forEach(taken)

  let running = true
  let blocks = 0
  let nextBlock = 0
  function turn() {
    if (!running) return
    if (orphans.size < 5) {
      orphans.add(makeZombie({ orphan: true, exitCode: 77 }))
      made++
    }
    if (performance.now() < nextBlock) {
      pass()
    } else {
      // Children die in the meantime, and the runtime cannot wait for them.
      for (const end = performance.now() + 300; performance.now() < end;) pass()
      nextBlock = performance.now() + 300
      blocks++
    }
    setImmediate(turn)
  }
  turn()

  const workers = [0, 1].map(
    () =>
      new Promise((resolve, reject) => {
        new Worker(__filename).on('message', resolve).on('error', reject)
      }),
  )
  const results = await Promise.all([children(84), ...workers])
  running = false
  while (orphans.size > 0) {
    pass()
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  const [{ arrived, wrong }, ...others] = results
  for (const other of others) wrong.push(...other.wrong)
  const all = others.reduce((sum, other) => sum + other.arrived, arrived)
  // A zombie that the runtime has waited for is gone.
  const left = zombies().filter(({ ppid }) => ppid === process.pid).length
  console.log(JSON.stringify({ arrived: all, wrong, made, reaped, left, blocks }))
  // In Bun and Deno a Worker with a handled message does not end by itself.
  process.exit()
}

void (isMainThread ? main() : inWorker())
