'use strict'

// Calls every function of the addon, in Workers that end and then in the main thread. The program
// runs below LeakSanitizer, which reports what has no owner at the end.

const { once } = require('node:events')
const { constants } = require('node:os')
const { Worker, isMainThread } = require('node:worker_threads')

const { ALL, binding } = require('../../lib/native/binding')

/** @typedef {NonNullable<typeof binding>} Binding */

/**
 * The compiler refuses this table when a function of the addon is missing in it.
 * @type {{ [Name in keyof Binding as Binding[Name] extends Function ? Name : never]: (addon: Binding) => unknown }}
 */
const CALLS = {
  isMainThread: (addon) => addon.isMainThread(),
  setSubreaper: (addon) => addon.setSubreaper(isMainThread),
  isSubreaper: (addon) => addon.isSubreaper(),
  bootTime: (addon) => addon.bootTime(),
  uptime: (addon) => addon.uptime(),
  now: (addon) => addon.now(),
  watchSigchld: (addon) => addon.watchSigchld(() => {}),
  lastTurn: (addon) => addon.lastTurn(),
  keepChildrenOpen: (addon) => addon.keepChildrenOpen(),
  makeZombie: (addon) => addon.makeZombie(1, 0, false),
  peek: (addon) => addon.peek(),
  children: (addon) => addon.children(),
  zombies: (addon) => addon.zombies(),
  zombiesAmong: (addon) => addon.zombiesAmong(addon.listPids()),
  unclaimed: (addon) => addon.unclaimed(Int32Array.of(1)),
  isChild: (addon) => addon.isChild(1),
  isOwnZombie: (addon) => addon.isOwnZombie(addon.makeZombie(0, constants.signals.SIGKILL, false)),
  isAThreadAboutToTake: (addon) => addon.isAThreadAboutToTake(addon.children()),
  takeEach: (addon) => addon.takeEach(addon.children(), true),
  reap: (addon) => addon.reap(ALL, true, Int32Array.of(1)),
  doubtfulPids: (addon) => addon.doubtfulPids(),
  steal: (addon) => addon.steal(ALL, true),
  listPids: (addon) => addon.listPids(),
  processTable: (addon) => addon.processTable(),
  processStat: (addon) => addon.processStat(process.pid),
  startTicks: (addon) => addon.startTicks(Int32Array.of(process.pid)),
  commandLine: (addon) => addon.commandLine(process.pid),
  ownCommandLine: (addon) => addon.ownCommandLine(),
  hasVariable: (addon) => addon.hasVariable(process.pid, 'PATH'),
  hasProgram: (addon) => addon.hasProgram(process.pid),
  // No process was started 1 tick after boot with the PID of this program.
  sendSignal: (addon) => addon.sendSignal(process.pid, 1, constants.signals.SIGKILL),
  pidUsage: (addon) => addon.pidUsage(),
  pidLimit: (addon) => addon.pidLimit(),
  pidCounter: (addon) => addon.pidCounter(),
  claimedPids: (addon) => addon.claimedPids(),
  claimedZombies: (addon) => addon.claimedZombies(),
  arePidfdsUsable: (addon) => addon.arePidfdsUsable(),
  execve: (addon) => {
    try {
      addon.execve(Buffer.from('/nonexistent\0argument\0'))
    } catch {
      // It returns on failure only.
    }
  },
  unwatchSigchld: (addon) => addon.unwatchSigchld(),
  // Comes last, since it replaces libuv.
  claimByPidfds: (addon) => [addon.claimByPidfds(), addon.claimedPids(), addon.claimedZombies()],
}

async function main() {
  if (binding === null) throw new Error('expected Linux')
  for (let i = 0; isMainThread && i < 10; i++) await once(new Worker(__filename), 'exit')
  for (const [name, call] of Object.entries(CALLS))
    if (isMainThread || name !== 'claimByPidfds') call(binding)
  // A watch that nobody ends.
  if (!isMainThread) binding.watchSigchld(() => {})
}

void main()
