'use strict'

// For Bun and Deno: whether the package keeps the program alive, and what the program sees of it.
//
//   life.js reaper   starts the reaper and nothing else
//   life.js orphans  prints what reapOrphans() has reaped
//   life.js shim     the same, beside a global `Deno` as shims for other runtimes make it
//   life.js removed  removes all listeners of SIGCHLD; prints how many there were, and what the
//                    reaper has reaped after that

const { installSubreaper, makeZombie, reapOrphans, startReaper } = require('../../..')

/** @type {Record<string, () => Promise<void>>} */
const modes = {
  async reaper() {
    startReaper()
  },

  async orphans() {
    installSubreaper()
    makeZombie({ orphan: true, exitCode: 7 })
    const { reaped } = await reapOrphans({ timeout: 10_000 })
    console.log(JSON.stringify(reaped.map(({ exitCode }) => exitCode)))
  },

  async shim() {
    ;/** @type {any} */ (globalThis).Deno ??= {}
    await modes.orphans()
  },

  async removed() {
    const before = process.listenerCount('SIGCHLD')
    const reaper = startReaper({ sweepInterval: 50 })
    const seen = process.listenerCount('SIGCHLD') - before
    process.removeAllListeners('SIGCHLD')
    const alive = setInterval(() => {}, 1000)
    const codes = []
    for (const exitCode of [7, 8]) {
      makeZombie({ exitCode })
      codes.push(await new Promise((resolve) => reaper.once('reap', resolve)))
    }
    clearInterval(alive)
    const after = process.listenerCount('SIGCHLD') - before
    reaper.stop()
    const stopped = process.listenerCount('SIGCHLD') - before
    const reaped = codes.map(({ exitCode }) => exitCode)
    console.log(JSON.stringify({ listeners: [seen, after, stopped], reaped }))
  },
}

void modes[process.argv[2]]()
