'use strict'

// A zombie that this process has started, and that no thread waits for, beside threads that may be
// about to take it. Prints what was taken.
//
//   node doubts.js busy           a Worker never rests
//   node doubts.js many           the same with 40 zombies, while no child lives
//   node doubts.js quiet          no thread is busy, but now and then one of Node's own
//   node doubts.js max            a Worker never rests; three zombies, for reap() with a maximum
//   node doubts.js orphan         the same, and the zombie is an orphan of another session
//   node doubts.js made           the same, and this package has made the zombies
//   node doubts.js many-made      the same with 40 zombies
//   node doubts.js rest-of-made   the one that a maximum has left of them
//   node doubts.js reap-orphans   the same, for reapOrphans() without a quarantine
//   node doubts.js reaper-orphan  startReaper() with the longest quarantine, and an orphan of another
//                                 session
//   node doubts.js reaper-busy    startReaper() beside a Worker that never rests
//   node doubts.js unreadable     no file descriptor is free to look at the threads
//   node doubts.js waiter         a thread waits for another child, which lives

const { once } = require('node:events')

const { installSubreaper, makeZombie, reap, reapOrphans, startReaper } = require('../../..')
const { binding } = require('../../../lib/native/binding')
const { orphanOfAnotherSession } = require('../../support/other-session')
const { processInfo } = require('../../support/process-table')
const { openEverything } = require('../shared/descriptors')
const { busyWorker, startForeign, statusOf, untilAwaited } = require('../shared/foreign')

/** @param {number} pid */
function kill(pid) {
  process.kill(pid, 'SIGKILL')
  while (processInfo(pid)?.state !== 'Z');
  return pid
}

/**
 * Calls reap() until it takes zombies.
 * @param {import('../../..').ReapOptions} [options]
 * @returns {Promise<number[]>} PIDs
 */
async function eventually(options) {
  for (;;) {
    const taken = pids(reap(options))
    if (taken.length > 0) return taken
    await new Promise(setImmediate)
  }
}

/** @param {{ pid: number }[]} processes */
function pids(processes) {
  return processes.map(({ pid }) => pid)
}

/** @type {Record<string, () => Promise<unknown>>} */
const KINDS = {
  async busy() {
    await busyWorker()
    const pid = kill(startForeign())
    const first = pids(reap())
    const [taken] = first.length > 0 ? first : await eventually()
    return { first: first.length, isTaken: taken === pid }
  },
  async many() {
    await busyWorker()
    const zombies = Array.from({ length: 40 }, () => kill(startForeign()))
    const first = pids(reap())
    const taken = first.length > 0 ? first : await eventually()
    return { first: first.length, isTaken: `${taken}` === `${zombies}` }
  },
  async quiet() {
    for (let i = 0; i < 100; i++) {
      const pid = kill(startForeign())
      const [first] = pids(reap())
      if (first !== undefined) return { isTaken: first === pid }
      await eventually()
    }
    return { isTaken: false }
  },
  async max() {
    await busyWorker()
    Array.from({ length: 3 }, () => kill(startForeign()))
    const one = { max: 1 }
    const first = await eventually(one)
    return { taken: [first.length, reap(one).length, reap(one).length] }
  },
  async orphan() {
    await busyWorker()
    const pid = kill(orphanOfAnotherSession())
    return { isTaken: pids(reap())[0] === pid }
  },
  async made() {
    await busyWorker()
    const made = [makeZombie(), makeZombie({ orphan: true }), makeZombie({ signal: 'SIGSEGV' })]
    return { isTaken: `${pids(reap())}` === `${made}` }
  },
  async 'many-made'() {
    await busyWorker()
    const made = Array.from({ length: 40 }, () => makeZombie())
    return { isTaken: `${pids(reap())}` === `${made}` }
  },
  async 'rest-of-made'() {
    const made = Array.from({ length: 40 }, () => makeZombie())
    // A thread of Node's own may still start.
    while (binding?.isAThreadAboutToTake(Int32Array.from(made))) await new Promise(setImmediate)
    reap({ max: 39 })
    await busyWorker()
    return { isTaken: pids(reap())[0] === made[39] }
  },
  async 'reap-orphans'() {
    await busyWorker()
    const pid = kill(startForeign())
    const { reaped } = await reapOrphans({ quarantine: 0, settle: 0, timeout: 2 ** 31 - 1 })
    return { isTaken: pids(reaped)[0] === pid }
  },
  async 'reaper-orphan'() {
    const reaper = startReaper({ quarantine: 2 ** 31 - 1 })
    const pid = orphanOfAnotherSession()
    const taken = once(reaper, 'reap')
    kill(pid)
    return { isTaken: (await taken)[0].pid === pid }
  },
  async 'reaper-busy'() {
    await busyWorker()
    const reaper = startReaper({ quarantine: 40 })
    const pid = kill(startForeign())
    const start = performance.now()
    const [taken] = await once(reaper, 'reap')
    return { isTaken: taken.pid === pid, quarantines: (performance.now() - start) / 40 }
  },
  async unreadable() {
    // Loads the modules that reap() cannot load without a descriptor, and opens its list.
    makeZombie()
    reap()
    const pid = kill(startForeign())
    const closeAll = openEverything()
    const first = pids(reap())
    const isExtended = binding?.isAThreadAboutToTake(Int32Array.of(pid))
    closeAll()
    const [taken] = first.length > 0 ? first : await eventually()
    return { first: first.length, isTaken: taken === pid, isExtended }
  },
  async waiter() {
    const living = startForeign()
    const status = statusOf(living)
    await untilAwaited(living)
    const zombies = Array.from({ length: 20 }, () => kill(startForeign()))
    const taken = []
    while (taken.length < zombies.length) taken.push(...(await eventually()))
    process.kill(living, 'SIGKILL')
    let isOver = false
    void status.finally(() => (isOver = true))
    let stolen = 0
    while (!isOver) {
      for (let i = 0; i < 100; i++) stolen += reap().length
      await new Promise(setImmediate)
    }
    return { isTaken: `${taken}` === `${zombies}`, stolen, status: await status }
  },
}

async function main() {
  // A reaper does not keep the process alive.
  setInterval(() => {}, 1000)
  installSubreaper()
  const result = await KINDS[process.argv[2]]()
  // A busy Worker would keep the process alive.
  process.stdout.write(JSON.stringify(result), () => process.exit())
}

void main()
