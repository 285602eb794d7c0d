'use strict'

// For Bun where it waits for its children in a thread of its own. Prints whether the exit code of a
// child arrives after a function of the package has listened for deaths.
//
//   waiting-thread.js reaper   beside startReaper(), which also gets the orphans
//   waiting-thread.js orphans  after reapOrphans()

const { once } = require('node:events')

const { makeZombie, reapOrphans, startReaper } = require('../../..')

const Bun = /** @type {any} */ (globalThis).Bun

/** Starts a child that ends when its input ends. */
function startChild() {
  return Bun.spawn(['sh', '-c', 'read line; exit 5'], { stdin: 'pipe' })
}

/** @type {Record<string, (child: any) => Promise<unknown>>} */
const modes = {
  async reaper(child) {
    const reaper = startReaper({ sweepInterval: 2 ** 31 - 1 })
    const first = once(reaper, 'reap')
    child.stdin.end()
    const ended = await Promise.race([child.exited, first])
    makeZombie({ exitCode: 7 })
    return { ended, reaped: (await first)[0].exitCode }
  },
  async orphans(child) {
    await reapOrphans()
    child.stdin.end()
    return { ended: await child.exited }
  },
}

async function main() {
  // A reaper does not keep the process alive.
  setInterval(() => {}, 1000)
  // Bun starts the thread with its first child.
  await Bun.spawn(['true']).exited
  console.log(JSON.stringify(await modes[process.argv[2]](startChild())))
  process.exit()
}

void main()
