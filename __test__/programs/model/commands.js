'use strict'

// The commands: what a program may do to its processes, with the package beside it. The model says
// which commands are possible.

const fc = require('fast-check')

const { block } = require('./ending')

/** @typedef {InstanceType<typeof import('./accounts').Accounts>} Accounts */
/** @typedef {InstanceType<typeof import('./world').World>} World */
/**
 * @typedef {object} Model
 * @property {Accounts} accounts
 * @property {number} quarantine in ms; 0, SHORT or LONG
 * @property {boolean} hasTeam
 * @property {boolean} isReaping
 * @property {number[]} jobs the numbers of the open jobs
 * @property {Map<string, number>} count how often each command ran
 */

// Shorter than a busy machine keeps a thread from the processor. The reaper alone takes all.
const SHORT = 20
// Longer than a run.
const LONG = 2 ** 31 - 1
const QUARANTINES = [0, SHORT, LONG]

/** @type {NodeJS.Signals[]} */
const JOB_SIGNALS = ['SIGTERM', 'SIGKILL', 'SIGHUP']

// A thread that waits needs a thread of libuv's pool.
const MAX_THREADS = 8

/** @implements {fc.AsyncCommand<Model, World>} */
class Command {
  /**
   * @param {string} name
   * @param {unknown[]} details for people
   * @param {(model: Model) => boolean} check
   * @param {(world: World, model: Model) => unknown} run
   */
  constructor(name, details, check, run) {
    this.name = name
    this.details = details
    this.check = check
    this.action = run
  }

  /**
   * @param {Model} model
   * @param {World} world
   */
  async run(model, world) {
    model.count.set(this.name, (model.count.get(this.name) ?? 0) + 1)
    await this.action(world, model)
    const wrong = [...world.errors, ...model.accounts.wrong()]
    if (wrong.length > 0) throw new Error(wrong.join('\n'))
  }

  toString() {
    return `${this.name}(${this.details.join(', ')})`
  }
}

const always = () => true

// Signals that end a process and dump no core. Node ignores SIGPIPE, and so do children of addons.
const signal = fc.constantFrom(1, 2, 9, 10, 12, 14, 15)
const dying = fc.oneof(
  fc.integer({ min: 0, max: 255 }).map((code) => `e${code}`),
  signal.map((number) => `k${number}`),
)
const anyEnd = fc.oneof(dying, fc.constant('w'))
const orphanEnd = fc
  .tuple(fc.boolean(), fc.oneof(anyEnd, fc.constantFrom('k34', 'k64')))
  .map(([session, end]) => (session ? `s${end}` : end))
const orphanEnds = fc.array(orphanEnd, { minLength: 1, maxLength: 3 })

/** @param {Model} model */
const hasLiving = ({ accounts }) => accounts.living().length > 0

/**
 * A command for one of the processes that live.
 * @param {string} name
 * @param {fc.Arbitrary<number>} values
 * @param {(world: World, account: import('./accounts').Account, value: number) => void} run
 */
function toLiving(name, values, run) {
  return fc.tuple(fc.nat(50), values).map(
    ([i, value]) =>
      new Command(name, [i, value], hasLiving, (world, { accounts }) => {
        const living = accounts.living()
        run(world, living[i % living.length], value)
      }),
  )
}

/** @type {fc.MaybeWeightedArbitrary<Command>[]} */
const ARBITRARIES = [
  {
    weight: 4,
    arbitrary: fc
      .tuple(anyEnd, fc.boolean())
      .map((args) => new Command('spawn', args, always, (world) => world.spawn(...args))),
  },
  anyEnd.map((end) => new Command('exec', [end], always, (world) => world.exec(end))),
  anyEnd.map((end) => new Command('fork', [end], always, (world) => world.fork(end))),
  dying.map((end) => new Command('spawnSync', [end], always, (world) => world.spawnSync(end))),
  fc.constant(new Command('missing', [], always, (world) => world.missing())),
  {
    weight: 3,
    arbitrary: fc
      .tuple(anyEnd, orphanEnds)
      .map(
        ([end, ends]) =>
          new Command('orphan', [end, ...ends], always, (world) =>
            world.family([end, ...ends], false),
          ),
      ),
  },
  fc
    .tuple(dying, orphanEnds)
    .map(
      ([end, ends]) =>
        new Command('daemonise', [end, 'se0', ...ends], always, (world) =>
          world.family([end, 'se0', ...ends], true),
        ),
    ),
  {
    weight: 4,
    arbitrary: fc
      .tuple(fc.boolean(), fc.integer({ min: 0, max: 255 }))
      .map((args) => new Command('makeZombie', args, always, (world) => world.makeZombie(...args))),
  },
  fc.constant(
    new Command(
      'startWorker',
      [],
      ({ hasTeam }) => !hasTeam,
      (world, model) => {
        model.hasTeam = true
        return world.startTeam()
      },
    ),
  ),
  {
    weight: 3,
    arbitrary: fc
      .oneof(fc.tuple(anyEnd, fc.constant(false)), fc.tuple(dying, fc.constant(true)))
      .map(
        ([end, sync]) =>
          new Command(
            'inWorker',
            [end, sync],
            ({ hasTeam }) => hasTeam,
            (world) => world.inWorker(end, sync),
          ),
      ),
  },
  fc.constant(
    new Command(
      'terminateWorker',
      [],
      ({ hasTeam }) => hasTeam,
      (world, model) => {
        model.hasTeam = false
        return world.terminateTeam()
      },
    ),
  ),
  // On a busy machine a thread may get the processor too late, after a short quarantine.
  anyEnd.map(
    (end) =>
      new Command(
        'terminal',
        [end],
        ({ quarantine }) => quarantine === LONG,
        (world) => world.terminal(end),
      ),
  ),
  {
    weight: 3,
    arbitrary: fc.constant(
      new Command(
        'threadWaiter',
        [],
        ({ quarantine, accounts }) =>
          quarantine === LONG &&
          accounts.unsettled().filter(({ isThreaded }) => isThreaded).length < MAX_THREADS,
        (world) => world.threadWaiter(),
      ),
    ),
  },
  fc.constant(
    new Command(
      'loopWaiter',
      [],
      ({ quarantine }) => quarantine >= SHORT,
      (world) => world.loopWaiter(),
    ),
  ),
  {
    weight: 5,
    arbitrary: toLiving('kill', signal, (world, account, number) => world.kill(account, number)),
  },
  toLiving('stop', fc.constant(19), (world, account) => world.stop(account)),
  toLiving('continue', fc.constant(18), (world, account) => world.continue(account)),
  {
    weight: 3,
    arbitrary: fc
      .record({ names: fc.boolean(), max: fc.constantFrom(1, Infinity) })
      .map(
        (options) =>
          new Command('reap', Object.values(options), always, (world) => world.reap(options)),
      ),
  },
  {
    weight: 2,
    arbitrary: fc.constant(
      new Command(
        'startReaper',
        [],
        ({ isReaping }) => !isReaping,
        (world, model) => {
          model.isReaping = true
          world.startReaper()
        },
      ),
    ),
  },
  fc.constant(
    new Command(
      'stopReaper',
      [],
      ({ isReaping }) => isReaping,
      (world, model) => {
        model.isReaping = false
        world.stopReaper()
      },
    ),
  ),
  fc.tuple(anyEnd, orphanEnds).map(
    ([end, ends]) =>
      new Command(
        'job',
        [end, ...ends],
        ({ jobs }) => jobs.length < 3,
        (world, model) => {
          const job = world.createJob()
          model.jobs.push(job)
          return world.family([end, ...ends], false, job)
        },
      ),
  ),
  fc.constantFrom(...JOB_SIGNALS).map(
    (name) =>
      new Command(
        'closeJob',
        [name],
        ({ jobs }) => jobs.length > 0,
        (world, { jobs }) => {
          // A member that ends by itself must not get the signal first.
          block(world)
          return world.closeJob(/** @type {number} */ (jobs.shift()), name)
        },
      ),
  ),
  // With a long quarantine the call may wait for commands that follow.
  fc.boolean().map(
    (isAwaited) =>
      new Command('reapOrphans', [isAwaited], always, async (world, { quarantine }) => {
        const call = world.reapOrphans()
        if (isAwaited && quarantine !== LONG) await call
      }),
  ),
  fc.constant(new Command('block', [], always, block)),
  fc
    .boolean()
    .map(
      (turns) =>
        new Command('withoutDescriptors', [turns], always, (world) =>
          world.withoutDescriptors(turns),
        ),
    ),
  {
    weight: 2,
    arbitrary: fc
      .integer({ min: 1, max: 20 })
      .map((turns) => new Command('turn', [turns], always, (world) => world.turn(turns))),
  },
]

module.exports = { ARBITRARIES, QUARANTINES }
