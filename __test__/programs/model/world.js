'use strict'

// Real processes, started in every way that Node programs and addons know, and the package. Every
// start opens an account, and every status that arrives goes to the accounts.

const { exec, fork, spawn, spawnSync } = require('node:child_process')
const { once } = require('node:events')
const { constants } = require('node:os')

const pty = require('@lydell/node-pty')

const { openEverything } = require('../shared/descriptors')
const { startForeign, statusOf, untilAwaited } = require('../shared/foreign')
const { statusOfEnd } = require('./accounts')
const { poll } = require('./poll')
const { Team } = require('./team')
const { waitStatus } = require('./wait-status')

/** @typedef {InstanceType<typeof import('./accounts').Accounts>} Accounts */
/** @typedef {import('./accounts').Account} Account */

const { SIGKILL } = constants.signals

// How often a waiter on the event loop looks for its child, in ms. Shorter than a quarantine, and
// long enough for a reaper without a quarantine to come first.
const POLL = 10

// How long a bare reap() leaves a zombie for which a thread is blocked in a wait call, in ms. The
// thread may get no processor for so long.
const PATIENCE = 10_000

// The same when the threads cannot be read.
const BLIND_PATIENCE = 100

class World {
  /** @type {InstanceType<typeof Team> | undefined} */
  team
  /** @type {import('../../..').Reaper | undefined} */
  reaper
  /** @type {import('../../..').Job[]} */
  jobs = []
  /** Calls of reapOrphans() that have not resolved. */
  pending = new Set()
  /** @type {string[]} */
  errors = []
  #calls = 0

  /**
   * @param {typeof import('../../..')} api
   * @param {string} fate the path of the program whose end its arguments say
   * @param {Accounts} accounts
   * @param {number} quarantine in ms
   */
  constructor(api, fate, accounts, quarantine) {
    this.api = api
    this.fate = fate
    this.accounts = accounts
    this.quarantine = quarantine
  }

  /**
   * @param {string} who
   * @returns {(process: { pid: number, status: number }) => void}
   */
  #to(who) {
    return ({ pid, status }) => this.accounts.arrive(who, pid, status)
  }

  /**
   * @param {import('node:child_process').ChildProcess} child
   * @param {string} what
   * @param {string} end
   * @param {Partial<Account>} [more]
   */
  #own(child, what, end, more) {
    this.accounts.open(child.pid, what, 'waiter', statusOfEnd(end), more)
    child.on('exit', (code, signal) => {
      this.accounts.arrive('waiter', child.pid, waitStatus(code, signal))
    })
  }

  /**
   * @param {string} end
   * @param {boolean} detached
   */
  spawn(end, detached) {
    const child = spawn(this.fate, [end], { stdio: 'ignore', detached })
    if (detached) child.unref()
    this.#own(child, 'spawn', end)
  }

  /** @param {string} end */
  exec(end) {
    this.#own(exec(`exec ${this.fate} ${end}`), 'exec', end)
  }

  /** @param {string} end */
  fork(end) {
    const child = fork(end, {
      execPath: this.fate,
      execArgv: [],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    })
    this.#own(child, 'fork', end)
  }

  /** @param {string} end */
  spawnSync(end) {
    const { pid, status, signal } = spawnSync(this.fate, [end], { stdio: 'ignore' })
    this.accounts.open(pid, 'spawnSync', 'waiter', statusOfEnd(end))
    this.accounts.arrive('waiter', pid, waitStatus(status, signal))
  }

  /** A program that does not exist. libuv forks, and waits for the fork itself. */
  async missing() {
    await once(spawn('/nonexistent/program', { stdio: 'ignore' }), 'error').catch(() => {})
  }

  /**
   * Starts a chain of processes, and waits until each of them has started.
   * @param {string[]} ends
   * @param {boolean} sync
   * @param {number} [job]
   */
  async family([end, ...ends], sync, job = 0) {
    const env = this.jobs[job - 1]?.env
    let output = ''
    if (sync) {
      const top = spawnSync(this.fate, [end, ...ends], { env, stdio: ['ignore', 'pipe', 'ignore'] })
      this.accounts.open(top.pid, 'the head of a family', 'waiter', statusOfEnd(end), { job })
      this.accounts.arrive('waiter', top.pid, waitStatus(top.status, top.signal))
      output = `${top.stdout}`
    } else {
      const top = spawn(this.fate, [end, ...ends], { env, stdio: ['ignore', 'pipe', 'ignore'] })
      this.#own(top, 'the head of a family', end, { job })
      for await (const text of top.stdout) output += text
    }
    // A process may print before the one that has started it.
    const lines = output
      .trim()
      .split('\n')
      .map((line) => line.split(' ').map(Number))
    for (const [i, pid] of lines) {
      this.accounts.open(pid, 'an orphan', 'reaper', statusOfEnd(ends[i]), { job })
    }
  }

  /**
   * @param {boolean} orphan
   * @param {number} exitCode
   */
  makeZombie(orphan, exitCode) {
    const pid = this.api.makeZombie({ orphan, exitCode })
    this.accounts.open(pid, 'makeZombie', 'reaper', exitCode << 8)
  }

  startTeam() {
    this.team = new Team(this.fate, this.#to('waiter'))
    return this.team.ask('ping')
  }

  /**
   * @param {string} end
   * @param {boolean} sync
   */
  async inWorker(end, sync) {
    const team = /** @type {InstanceType<typeof Team>} */ (this.team)
    const { pid, status } = await team.ask(sync ? 'sync' : 'spawn', end)
    this.accounts.open(pid, 'a child of a Worker', 'waiter', statusOfEnd(end), { isOfTeam: true })
    if (sync) this.accounts.arrive('waiter', pid, status)
  }

  /**
   * Terminates the Worker. The package gets the children that live. The Worker may or may not have
   * taken a status that has not arrived.
   */
  async terminateTeam() {
    for (const account of this.accounts.unsettled()) {
      if (!account.isOfTeam) continue
      account.heir = account.status === -1 ? 'reaper' : 'either'
      account.isOfTeam = false
    }
    await this.team?.terminate()
    this.team = undefined
  }

  /** @param {string} end */
  terminal(end) {
    const terminal = pty.spawn(this.fate, [end], {})
    const { pid } = terminal
    terminal.onExit(({ exitCode, signal }) => {
      this.accounts.arrive('waiter', pid, signal || exitCode << 8)
    })
    const more = { isThreaded: true, isExcluded: true }
    this.accounts.open(pid, 'a terminal', 'waiter', statusOfEnd(end), more)
  }

  /** An addon's child, for which a thread waits. */
  async threadWaiter() {
    const pid = startForeign()
    const status = statusOf(pid)
    await untilAwaited(pid)
    const what = 'a child of an addon with a thread'
    const account = this.accounts.open(pid, what, 'waiter', -1, { isThreaded: true })
    void status.then((arrived) => {
      // A late thread finds no child.
      if (account.heir === 'waiter') this.accounts.arrive('waiter', pid, arrived)
    })
  }

  /** An addon's child, for which the addon looks from the event loop. */
  loopWaiter() {
    const pid = startForeign()
    this.accounts.open(pid, 'a child of an addon with a timer', 'waiter', -1, { isExcluded: true })
    const looks = setInterval(() => {
      const status = poll(pid)
      if (status === undefined) return
      clearInterval(looks)
      this.accounts.arrive('waiter', pid, status)
    }, POLL)
  }

  /**
   * @param {Account} account
   * @param {number} signal
   */
  kill(account, signal) {
    account.status = signal
    account.killedAt = performance.now()
    process.kill(account.pid, signal)
    // A stopped process dies of no other signal than SIGKILL.
    if (account.isStopped && signal !== SIGKILL) this.continue(account)
  }

  /** @param {Account} account */
  stop(account) {
    account.isStopped = true
    process.kill(account.pid, 'SIGSTOP')
  }

  /** @param {Account} account */
  continue(account) {
    account.isStopped = false
    process.kill(account.pid, 'SIGCONT')
  }

  /**
   * @param {import('../../..').ReapOptions} [options]
   * @param {number} [patience]
   */
  reap(options, patience = PATIENCE) {
    const excluded = this.accounts.all().filter(({ isExcluded }) => isExcluded)
    const exclude = excluded.map(({ pid }) => pid)
    const reaped = this.api.reap({ ...options, exclude })
    const time = performance.now()
    for (const { pid, status } of reaped) {
      const account = this.accounts.of(pid)
      if (account?.isThreaded && time - account.killedAt >= patience) account.heir = 'reaper'
      this.accounts.arrive('reap()', pid, status)
    }
  }

  startReaper() {
    // The end of a Worker raises no SIGCHLD. The sweep finds what it leaves behind.
    const reaper = this.api.startReaper({ quarantine: this.quarantine, sweepInterval: 20 })
    this.reaper = reaper
    reaper.on('reap', this.#to(`reaper ${++this.#calls}`))
    reaper.on('error', (/** @type {any} */ error) => this.#refused(error))
  }

  stopReaper() {
    this.reaper?.stop()
    this.reaper = undefined
  }

  /** @param {NodeJS.ErrnoException} error */
  #refused(error) {
    if (error.code !== 'EMFILE') this.errors.push(`${error.stack}`)
  }

  reapOrphans() {
    const to = this.#to(`reapOrphans() ${++this.#calls}`)
    const options = { quarantine: this.quarantine, settle: 0, timeout: 2 ** 31 - 1 }
    // Without a free descriptor the call rejects, and its error has what was reaped.
    const call = this.api
      .reapOrphans(options)
      .catch((error) => {
        if (error.code !== 'EMFILE') throw error
        return error
      })
      .then(({ reaped }) => reaped.forEach(to))
    this.pending.add(call)
    return call.finally(() => this.pending.delete(call))
  }

  createJob() {
    return this.jobs.push(this.api.createJob())
  }

  /**
   * @param {number} number
   * @param {NodeJS.Signals} signal
   */
  async closeJob(number, signal) {
    const job = this.jobs[number - 1]
    for (const account of this.accounts.living()) {
      if (account.job === number) account.status = constants.signals[signal]
    }
    const forever = 2 ** 31 - 1
    const { reaped, remaining } = await job.close({ signal, killAfter: forever, timeout: forever })
    reaped.forEach(this.#to(`job ${number}`))
    if (remaining.length > 0) this.errors.push(`a closed job has ${remaining.length} members`)
  }

  /**
   * Calls reap(), or lets the event loop turn, while no descriptor is left.
   * @param {boolean} turns
   */
  async withoutDescriptors(turns) {
    const closeAll = openEverything()
    try {
      if (turns) await this.turn(5)
      else this.reap({}, BLIND_PATIENCE)
    } catch (error) {
      this.#refused(/** @type {Error} */ (error))
    } finally {
      closeAll()
    }
  }

  /** @param {number} turns */
  async turn(turns) {
    for (let i = 0; i < turns; i++) await new Promise(setImmediate)
  }
}

module.exports = { World }
