'use strict'

const { EventEmitter } = require('node:events')

const {
  clearInterval,
  clearTimeout,
  nextTurn,
  now,
  setImmediate,
  setInterval,
  setTimeout,
} = require('../loop/clocks')
const { Sigchld } = require('../loop/sigchld')
const { binding } = require('../native/binding')
const { requireMainThread, requireNode } = require('../native/guards')
const { QUARANTINE, SWEEP_INTERVAL } = require('../support/delays')
const { shared } = require('../support/shared')
const validate = require('../support/validate')
const { nextDue, subscribe, takeUnclaimed, waiting } = require('./quarantine')
const { installSubreaper, isSubreaper } = require('./subreaper')

/** @typedef {import('../..').ReapedProcess} ReapedProcess */
/** @typedef {{ quarantine: number, sweepInterval: number, subreaper: boolean, names: boolean }} Settings */

class Reaper extends EventEmitter {
  #quarantine
  #sigchld = new Sigchld(() => this.#burst())
  /** @type {NodeJS.Timeout | undefined} undefined when it does not run */
  #sweep
  /** @type {NodeJS.Timeout | undefined} */
  #due
  #dueAt = 0
  #subscription
  #unsubscribe
  #madeSubreaper = false
  #passes = 0
  #lastPass = -Infinity
  #reaped = 0
  /** @type {ReapedProcess[]} */
  #unannounced = []
  /** @type {string | undefined} of an error that lasts and was told already */
  #told

  /**
   * @param {Settings} settings
   * @param {() => boolean} [isLeftAlone] asked in each sweep: whether another process that adopted our
   *   orphans is gone, so that this one has to become the subreaper
   */
  constructor({ quarantine, sweepInterval, subreaper, names }, isLeftAlone = () => false) {
    super()
    this.#quarantine = quarantine
    // First, since it is what may fail.
    if (subreaper) this.#becomeSubreaper()
    binding?.keepChildrenOpen()
    this.#subscription = {
      names,
      /** @param {ReapedProcess} reaped */
      reaped: (reaped) => this.#remember(reaped),
    }
    this.#unsubscribe = subscribe(this.#subscription)
    this.#sweep = setInterval(() => {
      if (isLeftAlone()) this.#takeOver()
      // While nothing is dead that is one system call here, and no second wake-up.
      if (binding?.peek()) nextTurn(() => this.#pass())
      else this.#passes++
    }, sweepInterval).unref()
    this.#sigchld.watch()
    // For what is there already. Not at once, so that the caller can listen first.
    nextTurn(() => this.#pass())
  }

  /**
   * A second startReaper(). What it needs may be what the first one did not ask for: below another
   * Node with the automatic mode that is no subreaper, and tells no names.
   * @param {Settings} settings
   */
  join({ subreaper, names }) {
    if (subreaper) this.#becomeSubreaper()
    if (names) this.#subscription.names = true
  }

  #becomeSubreaper() {
    if (process.pid === 1 || isSubreaper()) return
    this.#madeSubreaper = installSubreaper()
  }

  #takeOver() {
    try {
      this.#becomeSubreaper()
    } catch (error) {
      this.#tell(/** @type {Error} */ (error))
    }
  }

  get stats() {
    return { reaped: this.#reaped, quarantined: waiting().length, passes: this.#passes }
  }

  /**
   * Something has died. A quarantine is long beside the gap between two deaths of a busy process,
   * so then it is enough to look a few times in its course: what is seen a quarter late is taken a quarter
   * late.
   */
  #burst() {
    const wait = this.#lastPass + this.#quarantine / 4 - now()
    if (wait <= 0) this.#pass()
    else this.#passIn(wait)
  }

  /** @param {number} ms at the latest */
  #passIn(ms) {
    const at = now() + ms
    if (this.#due !== undefined && this.#dueAt <= at) return
    clearTimeout(this.#due)
    this.#dueAt = at
    // One ms more: a timer may be early by a fraction of one, and would find nothing. And then the next
    // turn: timers come before the poll phase, in which libuv, and whoever else waits for children on
    // this loop, has its first turn after a callback that took long.
    this.#due = setTimeout(() => nextTurn(() => this.#pass()), ms + 1).unref()
  }

  #pass() {
    if (this.#sweep === undefined) return
    this.#passes++
    this.#lastPass = now()
    clearTimeout(this.#due)
    this.#due = undefined
    try {
      const { taken, blind } = takeUnclaimed(this.#quarantine)
      this.#tell(blind)
      // More may have come meanwhile, or have been hidden behind what was taken.
      if (taken > 0) this.#passIn(0)
    } catch (error) {
      this.#tell(/** @type {Error} */ (error))
    }
    const wait = nextDue(this.#quarantine)
    if (wait < Infinity) this.#passIn(wait)
  }

  /** @param {ReapedProcess} reaped */
  #remember(reaped) {
    this.#reaped++
    if (this.#unannounced.push(reaped) === 1) void this.#announce()
  }

  async #announce() {
    // Not from within the pass, in which a listener that throws would cost others their events. And by
    // a promise, since an application may fake `process.nextTick`.
    await undefined
    const batch = this.#unannounced
    this.#unannounced = []
    for (const reaped of batch) this.#emit('reap', reaped)
  }

  /**
   * @param {'reap' | 'error'} event
   * @param {unknown} value
   */
  #emit(event, value) {
    try {
      this.emit(event, value)
    } catch (error) {
      // A listener that throws gets its uncaughtException, and does not stop the reaper.
      setImmediate(() => {
        throw error
      })
    }
  }

  /**
   * Tells of an error once, however many passes it lasts.
   * @param {NodeJS.ErrnoException | null | undefined} error null when it is over, undefined when that
   *   is not known
   */
  #tell(error) {
    if (error === undefined) return
    const told = this.#told
    this.#told = error?.code ?? error?.message
    if (error === null || this.#told === told) return
    if (this.listenerCount('error') > 0) this.#emit('error', error)
    // An 'error' that nobody listens for would end a process that is otherwise well.
    else process.emitWarning(error)
  }

  stop() {
    if (this.#sweep === undefined) return
    clearInterval(this.#sweep)
    this.#sweep = undefined
    clearTimeout(this.#due)
    this.#sigchld.stop()
    this.#unsubscribe()
    if (this.#madeSubreaper) installSubreaper(false)
    const all = shared()
    if (all.reaper === this) all.reaper = undefined
  }

  [Symbol.dispose]() {
    this.stop()
  }
}

const OPTIONS = ['quarantine', 'sweepInterval', 'subreaper', 'names']

/**
 * @param {import('../..').ReaperOptions} [input]
 * @param {() => boolean} [isLeftAlone] see Reaper
 * @returns {import('../..').Reaper}
 */
function startReaper(input, isLeftAlone) {
  const options = validate.options(input, OPTIONS)
  const settings = {
    quarantine: validate.milliseconds(options.quarantine, 'options.quarantine', QUARANTINE),
    sweepInterval: validate.milliseconds(
      options.sweepInterval,
      'options.sweepInterval',
      SWEEP_INTERVAL,
    ),
    subreaper: validate.boolean(options.subreaper, 'options.subreaper', true),
    names: validate.boolean(options.names, 'options.names', false),
  }
  if (binding === null) return new NoReaper()
  requireMainThread('startReaper()')
  requireNode('startReaper()')
  const all = shared()
  if (all.reaper === undefined) all.reaper = new Reaper(settings, isLeftAlone)
  else all.reaper.join(settings)
  return all.reaper
}

/** What startReaper() gives where there is nothing to reap. */
class NoReaper extends EventEmitter {
  stats = { reaped: 0, quarantined: 0, passes: 0 }
  stop() {}
  [Symbol.dispose]() {}
}

module.exports = { startReaper }
