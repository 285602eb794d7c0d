'use strict'

// node one.js CALL WORKERS: measures a call for one zombie that this process has started natively,
// beside WORKERS Workers that never rest. Nothing proves that no thread waits for the zombie.

const { readFileSync } = require('node:fs')
const { Worker } = require('node:worker_threads')

const { reap } = require('../..')
const { answer, time } = require('./answer')

const [call, workers] = process.argv.slice(2)

/** @type {Record<string, () => unknown[]>} */
const calls = {
  'reap()': () => reap(),
  'waitpid(-1)': () => reap({ steal: true }),
}

const posixSpawn = require('koffi')
  .load(null)
  .func('int posix_spawn(_Out_ int *, const char *, void *, void *, const char **, const char **)')

function makeForeignZombie() {
  const pid = [0]
  posixSpawn(pid, '/bin/true', null, null, ['true', null], [null])
  while (!/^State:\tZ/m.test(readFileSync(`/proc/${pid[0]}/status`, 'utf8')));
}

async function round() {
  makeForeignZombie()
  // Lets the threads of V8 rest. They work after the code above.
  await new Promise((resolve) => setTimeout(resolve, 2))
  let taken = 0
  const ns = time(() => {
    taken = calls[call]().length
  })
  while (taken === 0) taken = reap().length
  return ns
}

const busy = Array.from({ length: Number(workers) }, () => new Worker('for (;;);', { eval: true }))
answer(round, () => Promise.all(busy.map((worker) => worker.terminate())))
