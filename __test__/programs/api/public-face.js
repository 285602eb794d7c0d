'use strict'

// Calls every public function. Prints each result, or the code of the thrown error.

const reaper = require('../../..')

/** @type {Record<string, () => unknown>} */
const calls = {
  isSupported: () => reaper.isSupported,
  badInput: () => reaper.reap({ max: -1 }),
  reap: () => reaper.reap(),
  isSubreaper: () => reaper.isSubreaper(),
  installSubreaper: () => reaper.installSubreaper(),
  makeZombie: () => typeof reaper.makeZombie(),
  makeZombieOfSignal: () => typeof reaper.makeZombie({ signal: 'SIGTERM', orphan: true }),
  steal: () => reaper.reap({ steal: true }).map(({ exitCode, signal }) => exitCode ?? signal),
  startReaper: () => {
    const reaping = reaper.startReaper()
    reaping.stop()
    return reaping.stats
  },
  reapOrphans: () => reaper.reapOrphans(),
  reapOrphansByPid: () => reaper.reapOrphans({ pids: [process.pid], timeout: 0 }),
  createJob: async () => {
    const job = reaper.createJob()
    return [
      typeof job.env,
      job.add(process.pid) === process.pid,
      job.processes(),
      await job.close(),
    ]
  },
  orphans: () => reaper.orphans(),
  zombies: () => reaper.zombies(),
  pidUsage: () => reaper.pidUsage().tasks > 0,
  initPath: () => reaper.initPath.split('/').at(-1),
}

async function main() {
  /** @type {Record<string, unknown>} */
  const seen = {}
  for (const [name, call] of Object.entries(calls)) {
    try {
      seen[name] = await call()
    } catch (error) {
      seen[name] = /** @type {NodeJS.ErrnoException} */ (error).code
    }
  }
  // Every public function must have a call above.
  seen.untried = Object.keys(reaper).filter((name) => !(name in calls))
  console.log(JSON.stringify(seen))
}

main()
