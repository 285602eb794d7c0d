'use strict'

const { EventEmitter } = require('node:events')
const { performance } = require('node:perf_hooks')

const { collect, nextDue, subscribe, waiting } = require('./collect')
const { requireMainThread, requireNode } = require('./main-thread')
const { binding } = require('./native')
const { Sigchld } = require('./sigchld')
const { installSubreaper, isSubreaper } = require('./subreaper')
const { clearInterval, clearTimeout, setImmediate, setInterval, setTimeout } = require('./timers')
const validate = require('./validate')

/** @typedef {import('..').ReapedProcess} ReapedProcess */
/** @typedef {{ quarantine: number, sweepInterval: number, subreaper: boolean, names: boolean }} Settings */

// Where the running reaper is kept, for every copy of the package that this process has loaded.
const RUNNING = Symbol.for('zombie-reaper.reaper')
const place = /** @type {{ [RUNNING]?: Reaper }} */ (/** @type {unknown} */ (globalThis))

class Reaper extends EventEmitter {
  #quarantine
  #sigchld = new Sigchld(() => this.#burst())
  /** @type {NodeJS.Timeout | undefined} undefined when it does not run */
  #sweep
  /** @type {NodeJS.Timeout | undefined} */
  #due
  #dueAt = 0
  #unsubscribe
  #madeSubreaper = false
  #passes = 0
  #lastPass = -Infinity
  #reaped = 0
  /** @type {ReapedProcess[]} */
  #unannounced = []
  #warned = false

  /** @param {Settings} settings */
  constructor({ quarantine, sweepInterval, subreaper, names }) {
    super()
    this.#quarantine = quarantine
    // First, since it is what may fail.
    if (subreaper) this.becomeSubreaper()
    this.#unsubscribe = subscribe({ names, reaped: (reaped) => this.#remember(reaped) })
    this.#sweep = setInterval(() => {
      // The application may have removed it together with listeners of its own.
      this.#sigchld.watch()
      this.#pass()
    }, sweepInterval).unref()
    this.#sigchld.watch()
    // For what is there already. Not at once, so that the caller can listen first.
    setImmediate(() => this.#pass()).unref()
  }

  becomeSubreaper() {
    if (process.pid === 1 || isSubreaper()) return
    this.#madeSubreaper = installSubreaper()
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
    const wait = this.#lastPass + this.#quarantine / 4 - performance.now()
    if (wait <= 0) this.#pass()
    else this.#passIn(wait)
  }

  /** @param {number} ms at the latest */
  #passIn(ms) {
    const at = performance.now() + ms
    if (this.#due !== undefined && this.#dueAt <= at) return
    clearTimeout(this.#due)
    this.#dueAt = at
    // One ms more: a timer may be early by a fraction of one, and would find nothing.
    this.#due = setTimeout(() => this.#pass(), ms + 1).unref()
  }

  #pass() {
    if (this.#sweep === undefined) return
    this.#passes++
    this.#lastPass = performance.now()
    clearTimeout(this.#due)
    this.#due = undefined
    try {
      collect(this.#quarantine)
    } catch (error) {
      this.#fail(/** @type {Error} */ (error))
    }
    const wait = nextDue(this.#quarantine)
    if (wait < Infinity) this.#passIn(wait)
  }

  /** @param {ReapedProcess} reaped */
  #remember(reaped) {
    this.#reaped++
    // Not from within the pass, in which a listener that throws would cost others their events.
    if (this.#unannounced.push(reaped) === 1) process.nextTick(() => this.#announce())
  }

  #announce() {
    try {
      for (;;) {
        const [reaped] = this.#unannounced
        if (reaped === undefined) return
        this.#unannounced.shift()
        this.emit('reap', reaped)
      }
    } finally {
      // A listener threw: it gets its uncaughtException, and the rest their turn.
      if (this.#unannounced.length > 0) setImmediate(() => this.#announce())
    }
  }

  /** @param {Error} error */
  #fail(error) {
    if (this.listenerCount('error') > 0) {
      this.emit('error', error)
    } else if (!this.#warned) {
      // An 'error' that nobody listens for would end a process that is otherwise well.
      this.#warned = true
      process.emitWarning(error)
    }
  }

  stop() {
    if (this.#sweep === undefined) return
    clearInterval(this.#sweep)
    this.#sweep = undefined
    clearTimeout(this.#due)
    this.#sigchld.stop()
    this.#unsubscribe()
    if (this.#madeSubreaper) installSubreaper(false)
    if (place[RUNNING] === this) delete place[RUNNING]
  }

  [Symbol.dispose]() {
    this.stop()
  }
}

const OPTIONS = ['quarantine', 'sweepInterval', 'subreaper', 'names']

/** @param {import('..').ReaperOptions} [input] */
function startReaper(input) {
  const options = validate.options(input, OPTIONS)
  const settings = {
    quarantine: validate.milliseconds(options.quarantine, 'options.quarantine', 0, 100),
    sweepInterval: validate.milliseconds(options.sweepInterval, 'options.sweepInterval', 1, 10_000),
    subreaper: validate.boolean(options.subreaper, 'options.subreaper', true),
    names: validate.boolean(options.names, 'options.names', false),
  }
  if (binding === null) return new NoReaper()
  requireMainThread('startReaper()')
  requireNode('startReaper()')
  const running = place[RUNNING]
  if (running === undefined) return (place[RUNNING] = new Reaper(settings))
  // The one thing that the second caller may need and the first one may not have asked for: below
  // another Node with the automatic mode it does not.
  if (settings.subreaper) running.becomeSubreaper()
  return running
}

/** What startReaper() gives where there is nothing to reap. */
class NoReaper extends EventEmitter {
  stats = { reaped: 0, quarantined: 0, passes: 0 }
  stop() {}
  [Symbol.dispose]() {}
}

module.exports = { startReaper }
