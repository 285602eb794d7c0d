'use strict'

// For Bun and Deno: a Worker starts two children. Prints what the functions do in that Worker, and
// what the main thread sees of the children while the Worker lives, when they are dead too.

const { spawn } = require('node:child_process')
const { Worker, isMainThread, parentPort } = require('node:worker_threads')

const reaper = require('../../..')

/** @type {any} */
const { Bun, Deno } = globalThis

async function inWorker() {
  /** @type {Record<string, unknown>} */
  const codes = {}
  for (const name of /** @type {const} */ ([
    'reap',
    'startReaper',
    'reapOrphans',
    'orphans',
    'createJob',
  ])) {
    try {
      await reaper[name]()
    } catch (error) {
      codes[name] = /** @type {NodeJS.ErrnoException} */ (error).code
    }
  }
  const script = ['-c', 'read end; exit 20']
  const first = spawn('/bin/sh', script, { stdio: ['pipe', 'ignore', 'ignore'] })
  const second = Bun
    ? Bun.spawn(['/bin/sh', ...script], { stdin: 'pipe' })
    : new Deno.Command('/bin/sh', { args: script, stdin: 'piped' }).spawn()
  const ends = [
    new Promise((resolve) => first.on('exit', resolve)),
    Bun ? second.exited : second.status.then((/** @type {{ code: number }} */ { code }) => code),
  ]
  const gate = new Int32Array(new SharedArrayBuffer(4))
  parentPort?.postMessage({ codes, pids: [first.pid, second.pid], gate })
  // The children die while this thread cannot wait for them.
  for (const { pid } of [first, second]) process.kill(pid ?? 0, 'SIGKILL')
  Atomics.wait(gate, 0, 0)
  await Promise.all(ends)
  parentPort?.postMessage({
    ends: [first.signalCode, Bun ? second.signalCode : (await second.status).signal],
  })
}

function inMain() {
  const worker = new Worker(__filename)
  /** @type {any} */
  let seen
  worker.on('message', (/** @type {any} */ message) => {
    if (message.ends) {
      console.log(JSON.stringify({ ...seen, ends: message.ends }))
      process.exit()
    }
    const { codes, pids, gate } = message
    const own = () => reaper.zombies().filter(({ pid }) => pids.includes(pid))
    while (own().length < 2);
    seen = {
      codes,
      reapers: own().map((zombie) => zombie.reaper),
      reaped: reaper.reap().length,
      orphans: reaper.orphans().length,
    }
    Atomics.store(gate, 0, 1)
    Atomics.notify(gate, 0)
  })
}

void (isMainThread ? inMain() : inWorker())
