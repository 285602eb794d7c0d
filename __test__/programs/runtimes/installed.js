'use strict'

// Uses every function of an installed package, and prints what each has to say. Runs from a folder
// with the package in node_modules, as a script or compiled into an executable.

const { createRequire } = require('node:module')

// An executable of `bun build --compile` looks beside itself for what it does not contain.
const isCompiled = !/\/(bun|deno)(\.exe)?$/.test(process.execPath)
const load = isCompiled ? createRequire(process.execPath) : require
/** @type {typeof import('../../..')} */
const {
  createJob,
  initPath,
  makeZombie,
  orphans,
  pidUsage,
  reap,
  reapOrphans,
  startReaper,
  zombies,
} = load('zombie-reaper')

/** @type {Record<string, () => unknown>} */
const calls = {
  reap: () => makeZombie({ exitCode: 7 }) > 0 && reap({ names: true }).map((one) => one.exitCode),
  zombies: () => {
    const pid = makeZombie()
    const found = zombies().find((zombie) => zombie.pid === pid)
    return [found?.reaper, (found?.parentArgv.length ?? 0) > 0]
  },
  startReaper: async () => {
    const alive = setInterval(() => {}, 1000)
    const reaper = startReaper()
    await new Promise((resolve) => reaper.once('reap', resolve))
    reaper.stop()
    clearInterval(alive)
    return reaper.stats.reaped
  },
  reapOrphans: async () => (await reapOrphans()).remaining,
  orphans: () => orphans(),
  pidUsage: () => pidUsage().tasks > 0,
  createJob: async () => {
    const job = createJob()
    return [job.processes(), (await job.close()).remaining]
  },
  initPath: () => initPath.split('/').at(-1),
}

async function main() {
  /** @type {Record<string, unknown>} */
  const seen = {}
  for (const [name, call] of Object.entries(calls)) {
    try {
      seen[name] = await call()
    } catch (error) {
      seen[name] = /** @type {Error} */ (error).message
    }
  }
  console.log(JSON.stringify(seen))
}

main()
