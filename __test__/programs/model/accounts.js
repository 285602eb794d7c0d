'use strict'

// The oracle: which processes were started, how each ends, who must get its wait status, and who
// got it. A PID names one process only, because the counter of a PID namespace does not wrap
// around within a run.

/** @typedef {'waiter' | 'reaper' | 'either'} Heir who must get the status; `reaper`: the package */

/**
 * @typedef {object} Account
 * @property {number} pid
 * @property {string} what how the process was started
 * @property {Heir} heir
 * @property {number} status the expected wait status; -1 while the process lives
 * @property {number} killedAt when the process was killed, on the clock of `performance`
 * @property {boolean} isStopped
 * @property {boolean} isThreaded a thread of its own waits for the process
 * @property {boolean} isExcluded a bare reap() must exclude the process
 * @property {boolean} isOfTeam the running Worker waits for the process
 * @property {number} job the number of the job that has the process; 0 without one
 */

class Accounts {
  /** @type {Map<number, Account>} */
  #accounts = new Map()
  /** @type {Map<number, { who: string, status: number }[]>} */
  #arrivals = new Map()

  /**
   * @param {number | undefined} pid
   * @param {string} what
   * @param {Heir} heir
   * @param {number} status
   * @param {Partial<Account>} [more]
   */
  open(pid, what, heir, status, more) {
    const defaults = {
      killedAt: Infinity,
      isStopped: false,
      isThreaded: false,
      isExcluded: false,
      isOfTeam: false,
      job: 0,
    }
    const account = { ...defaults, pid: Number(pid), what, heir, status, ...more }
    this.#accounts.set(account.pid, account)
    return account
  }

  /**
   * Records that somebody got a status. The account may be opened later: an orphan may be reaped
   * before its PID is known here.
   * @param {string} who
   * @param {number | undefined} pid
   * @param {number} status
   */
  arrive(who, pid, status) {
    const arrivals = this.#arrivals.get(Number(pid))
    if (arrivals) arrivals.push({ who, status })
    else this.#arrivals.set(Number(pid), [{ who, status }])
  }

  /** @param {number} pid */
  of(pid) {
    return this.#accounts.get(pid)
  }

  all() {
    return [...this.#accounts.values()]
  }

  /** @returns {Account[]} the processes that live until they are killed, oldest first */
  living() {
    return this.all().filter(({ status }) => status === -1)
  }

  /** @returns {Account[]} the processes whose status has not arrived, and must */
  unsettled() {
    return this.all().filter(({ pid, heir }) => heir !== 'either' && !this.#arrivals.has(pid))
  }

  /** @returns {string[]} the violations so far, without statuses that are still to come */
  wrong() {
    return [...this.#arrivals].flatMap(([pid, arrivals]) => {
      const account = this.#accounts.get(pid)
      const whose = arrivals.map(({ who, status }) => `${who} got ${status}`).join(', ')
      if (!account) return [`${pid} is no process of this run: ${whose}`]
      const isWrong =
        arrivals.some(({ status }) => status !== account.status) ||
        !isRightly(
          account.heir,
          arrivals.map(({ who }) => who),
        )
      return isWrong ? [`${describe(account)}: ${whose}`] : []
    })
  }

  /** @returns {string[]} the statuses that did not arrive */
  missing() {
    return this.unsettled().map((account) => `${describe(account)}: nobody got it`)
  }
}

/**
 * Says whether a status has gone to the right ones. The functions with a quarantine tell each of
 * their callers that listens, once.
 * @param {Heir} heir
 * @param {string[]} who
 */
function isRightly(heir, who) {
  if (who.length > 1 && (who.includes('waiter') || who.includes('reap()'))) return false
  if (new Set(who).size !== who.length) return false
  return heir === 'either' || (who[0] === 'waiter') === (heir === 'waiter')
}

/** @param {Account} account */
function describe({ pid, what, heir, status }) {
  return `${what} ${pid} ends with ${status}, for the ${heir}`
}

/**
 * Returns the wait status that a word for fate.c stands for.
 * @param {string} end
 */
function statusOfEnd(end) {
  const [, kind, number] = /** @type {RegExpExecArray} */ (/^s?(\w)(\d*)$/.exec(end))
  if (kind === 'w') return -1
  return kind === 'e' ? Number(number) << 8 : Number(number)
}

module.exports = { Accounts, statusOfEnd }
