'use strict'

// Room: jobs. A job is the processes that one task has started. This file is the public part.

const { ChildProcess } = require('node:child_process')

const { binding } = require('../native/binding')
const { requireClaims, requireMainThread } = require('../native/guards')
const { processInfo } = require('../proc/info')
const { isAlive, tryStat } = require('../proc/table')
const { CLOSE_TIMEOUT, KILL_AFTER } = require('../support/delays')
const { outOfRange, systemError, withCode } = require('../support/errors')
const { signalNumber } = require('../support/signals')
const validate = require('../support/validate')
const { closeJob } = require('./close')
const { createMark } = require('./mark')
const { Members, isSelfOrAncestor } = require('./members')

class Job {
  #members
  /** @type {import('../..').ReapedProcess[]} */
  #reaped = []
  /** @type {ReturnType<typeof closeJob> | undefined} */
  #closing
  #isClosed = false

  constructor() {
    const { env, among } = createMark()
    this.env = env
    this.#members = new Members(among)
  }

  /**
   * @template {number | { readonly pid?: number | undefined } | null} T
   * @param {T} child
   * @returns {T}
   */
  add(child) {
    // browser.process() of Puppeteer is null for a browser that was connected to, not launched.
    if (child === null) return child
    const pid = validate.pidOf(child, 'child')
    if (this.#isClosed) throw closed(pid)
    if (binding === null) return child
    if (hasEnded(child, pid)) {
      this.#members.lookSoon()
      return child
    }
    // The child kept its PID until the runtime reaped it, just now. So every process left in its
    // session or process group is a member.
    onEnd(child, () => {
      this.#members.justEnded(pid)
      this.#members.lookSoon()
    })
    const stat = tryStat(pid)
    if (stat === null) throw notFound(pid)
    if (isSelfOrAncestor(pid)) throw notOurs(pid)
    this.#members.record(stat)
    this.#members.lookSoon()
    return child
  }

  processes() {
    return this.#members.look().filter(isAlive).map(processInfo)
  }

  /** @param {import('../..').JobCloseOptions} [input] */
  close(input) {
    if (this.#closing !== undefined) return this.#closing
    try {
      const settings = readSettings(input)
      this.#closing = this.#end(settings)
    } catch (error) {
      return Promise.reject(error)
    }
    return this.#closing
  }

  /** @param {ReturnType<typeof readSettings>} settings */
  async #end(settings) {
    if (binding === null) return { reaped: [], remaining: [] }
    try {
      const result = await closeJob(this.#members, settings, this.#reaped)
      this.#isClosed = true
      return result
    } catch (error) {
      this.#closing = undefined
      throw Object.assign(/** @type {Error} */ (error), { reaped: [...this.#reaped] })
    }
  }

  async [Symbol.asyncDispose]() {
    await this.close()
  }
}

/** @param {unknown} [input] */
function createJob(input) {
  validate.none(input, 'createJob()')
  requireMainThread('createJob()')
  if (binding !== null) requireClaims('createJob()')
  return new Job()
}

const OPTIONS = ['signal', 'killAfter', 'timeout']

/** @param {import('../..').JobCloseOptions} [input] */
function readSettings(input) {
  const options = validate.options(input, OPTIONS)
  return {
    signal: signalNumber(
      options.signal === undefined ? 'SIGTERM' : options.signal,
      'options.signal',
    ),
    killAfter: validate.milliseconds(options.killAfter, 'options.killAfter', KILL_AFTER),
    timeout: validate.milliseconds(options.timeout, 'options.timeout', CLOSE_TIMEOUT),
  }
}

/**
 * Whether the runtime has reaped the child.
 * @param {unknown} child a ChildProcess, or a Subprocess of Bun. No other object can tell.
 * @param {number} pid
 */
function hasEnded(child, pid) {
  const { exitCode, signalCode } = /** @type {Partial<ChildProcess>} */ (Object(child))
  if (typeof exitCode === 'number' || typeof signalCode === 'string') return true
  // libuv reaps all dead children before it reports the first one (uv__wait_children). Until the
  // report the others have no exit code, and their PIDs are free or reused.
  return child instanceof ChildProcess && !binding?.isChild(pid)
}

/**
 * Calls back when the runtime has reaped the child, if the object tells of that.
 * @param {unknown} child a ChildProcess, a Subprocess of Bun, a Deno.ChildProcess, or another object
 * @param {() => void} ended
 */
function onEnd(child, ended) {
  if (child instanceof ChildProcess) {
    // Runs first: other listeners may start a process.
    child.prependOnceListener('exit', ended)
    return
  }
  const { exited, status } = /** @type {{ exited?: unknown, status?: unknown }} */ (Object(child))
  const end = exited ?? status
  if (end instanceof Promise) end.then(ended, ended)
}

/** @param {number} pid */
function notFound(pid) {
  return systemError(
    `There is no process with PID ${pid}. Expected a living process or a zombie: call add() right after you start the process`,
    'ESRCH',
    'kill',
  )
}

/** @param {number} pid */
function notOurs(pid) {
  return outOfRange(
    'child',
    'a process other than this process, its ancestors and PID 1, because close() ends the processes of the job',
    pid,
  )
}

/** @param {number} pid */
function closed(pid) {
  return withCode(
    new Error(
      `This job is closed, and would never end process ${pid}. Create a new job with createJob(), and add the process to the new job`,
    ),
    'ERR_ZOMBIE_REAPER_JOB_CLOSED',
  )
}

module.exports = { createJob }
