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
const { requireClaims, requireMainThread } = require('../native/guards')
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
  /** @type {NodeJS.Timeout | undefined} undefined when the reaper is stopped */
  #sweep
  /** @type {NodeJS.Timeout | undefined} */
  #due
  #dueAt = Infinity
  #subscription
  #unsubscribe
  #madeSubreaper = false
  #passes = 0
  #lastPass = -Infinity
  #reaped = 0
  /** @type {ReapedProcess[]} */
  #unannounced = []
  /** @type {string | undefined} code or message of a lasting error that was already reported */
  #told

  /**
   * @param {Settings} settings
   * @param {() => boolean} [isLeftAlone] called in each sweep. Says whether the process that
   *   adopted our orphans is gone, so this process must become the subreaper.
   */
  constructor({ quarantine, sweepInterval, subreaper, names }, isLeftAlone = () => false) {
    super()
    this.#quarantine = quarantine
    // Comes first, because it may throw.
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
      this.#sigchld.watch()
      // Without a zombie, a sweep costs one system call and no second wake-up.
      if (binding?.peek()) nextTurn(() => this.#pass())
      else this.#passes++
    }, sweepInterval).unref()
    this.#sigchld.watch()
    // Takes the zombies that exist already. Waits a turn, so the caller can add listeners first.
    nextTurn(() => this.#pass())
  }

  /**
   * Adds the settings of a second startReaper().
   *
   * The automatic mode below another Node with the automatic mode sets no subreaper and reads no
   * names. A later caller may need both.
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
   * Handles a burst of deaths.
   *
   * In a busy process a quarantine lasts much longer than the gap between two deaths. So bursts
   * start at most four passes per quarantine. A zombie seen a quarter of a quarantine late is taken
   * that much later.
   */
  #burst() {
    const wait = this.#lastPass + this.#quarantine / 4 - now()
    if (wait <= 0) this.#pass()
    else this.#passIn(wait)
  }

  /**
   * Schedules a pass.
   * @param {number} ms the longest delay; Infinity for none
   */
  #passIn(ms) {
    const at = now() + ms
    if (this.#dueAt <= at) return
    clearTimeout(this.#due)
    this.#dueAt = at
    // Waits for the next turn after that: timers run before the poll phase (uv_run). After a long
    // callback, libuv and other code that waits for children on this loop get their first turn in
    // the poll phase.
    this.#due = setTimeout(() => nextTurn(() => this.#pass()), ms).unref()
  }

  #pass() {
    if (this.#sweep === undefined) return
    this.#passes++
    this.#lastPass = now()
    clearTimeout(this.#due)
    this.#dueAt = Infinity
    try {
      const { taken, blind } = takeUnclaimed(this.#quarantine)
      this.#tell(blind)
      // More zombies may have appeared meanwhile, or have been hidden behind those just taken.
      if (taken > 0) this.#passIn(0)
    } catch (error) {
      this.#tell(/** @type {Error} */ (error))
    }
    this.#passIn(nextDue(this.#quarantine))
  }

  /** @param {ReapedProcess} reaped */
  #remember(reaped) {
    this.#reaped++
    if (this.#unannounced.push(reaped) === 1) void this.#announce()
  }

  async #announce() {
    // Emits after the pass: in the pass, a listener that throws would cost others their events.
    // Waits on a promise, because an application may fake `process.nextTick`.
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
      // The error of a listener becomes an uncaughtException, and does not stop the reaper.
      setImmediate(() => {
        throw error
      })
    }
  }

  /**
   * Reports an error once, however many passes it lasts.
   * @param {NodeJS.ErrnoException | null | undefined} error null when there is no error now,
   *   undefined when that is unknown
   */
  #tell(error) {
    if (error === undefined) return
    const told = this.#told
    this.#told = error?.code ?? error?.message
    if (error === null || this.#told === told) return
    if (this.listenerCount('error') > 0) this.#emit('error', error)
    // An 'error' event without a listener would end the process (node:events).
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
    shared().reaper = undefined
  }

  [Symbol.dispose]() {
    this.stop()
  }
}

const OPTIONS = ['quarantine', 'sweepInterval', 'subreaper', 'names']

/**
 * Starts the reaper of this process, or adds the settings to the running reaper.
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
  requireClaims('startReaper()')
  const all = shared()
  if (all.reaper === undefined) all.reaper = new Reaper(settings, isLeftAlone)
  else all.reaper.join(settings)
  return all.reaper
}

/** The reaper off Linux. It does nothing. */
class NoReaper extends EventEmitter {
  stats = { reaped: 0, quarantined: 0, passes: 0 }
  stop() {}
  [Symbol.dispose]() {}
}

module.exports = { startReaper }
