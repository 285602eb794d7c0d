'use strict'

// Which processes belong to a job. The kernel keeps no such list: a process whose parent dies gets
// another one, may leave its session and may overwrite its environment, but seldom does all three
// between two looks. So each look starts from what earlier ones found.

const { setImmediate } = require('../loop/clocks')
const { ancestors } = require('../proc/ancestors')
const { pidCounter, mayBeReused } = require('../proc/pid-reuse')
const { processStat, processTable } = require('../proc/table')
const { systemError } = require('../support/errors')

/** @typedef {import('../proc/table').Stat} Stat */
/** @typedef {import('../proc/pid-reuse').PidCounter} PidCounter */

class Members {
  /**
   * The members, and those that are gone while their PID still names a session or a process group:
   * as long as it does the kernel gives it to nobody else. `seen` is when it surely meant this one,
   * `isEmpty` whether the last look has found nobody there.
   * @type {Map<number, { startTicks: number, seen: PidCounter | null, isEmpty?: boolean }>}
   */
  #recorded = new Map()
  /** @type {(stats: Stat[]) => Stat[]} */
  #marked
  #lookScheduled = false

  /** @param {(stats: Stat[]) => Stat[]} marked which of them carry the job's mark */
  constructor(marked) {
    this.#marked = marked
  }

  /** @param {Stat} stat */
  record({ pid, startTicks }, seen = pidCounter()) {
    this.#recorded.set(pid, { startTicks, seen })
  }

  /** @param {number} pid one that has just been waited for, so that its number was taken until now */
  justEnded(pid) {
    const record = this.#recorded.get(pid)
    if (record !== undefined) record.seen = pidCounter()
  }

  /** @param {number} pid */
  has(pid) {
    return this.#recorded.has(pid)
  }

  /** Looks once in this turn of the loop, however many ask for it. */
  lookSoon() {
    if (this.#lookScheduled) return
    this.#lookScheduled = true
    setImmediate(() => {
      this.#lookScheduled = false
      try {
        this.look()
      } catch {
        // Nobody waits for this one; who asks for the members next gets the error.
      }
    }).unref()
  }

  /**
   * Finds the members. Reads all of /proc.
   * @returns {Stat[]} those that live and those that are zombies
   */
  look() {
    const table = processTable()
    const now = pidCounter()
    const byPid = new Map(table.map((stat) => [stat.pid, stat]))
    if (table.length > 0 && !byPid.has(process.pid)) throw unreadable()
    const outside = selfAndAncestors((pid) => byPid.get(pid))
    const bound = boundTo(table, byPid.get(process.pid))

    /** @type {Set<Stat>} a Set is iterated in the order of insertion, what is added meanwhile too */
    const found = new Set()
    /** @param {Iterable<Stat>} stats */
    const take = (stats) => {
      const fresh = new Set(stats)
      for (const stat of fresh) {
        if (outside.has(stat.pid) || found.has(stat)) continue
        found.add(stat)
        for (const other of bound.get(stat.pid) ?? []) fresh.add(other)
      }
    }
    for (const [pid, { startTicks }] of this.#recorded) {
      const stat = byPid.get(pid)
      if (stat?.startTicks === startTicks) take([stat])
    }
    take(this.#leftBehind(byPid, bound, now))
    take(this.#marked(table.filter((stat) => !found.has(stat) && !outside.has(stat.pid))))

    for (const stat of found) this.record(stat, now)
    return [...found]
  }

  /**
   * What is in the sessions and process groups of members that are gone. Forgets those whose number
   * may be another's by now, and those that have left nobody, which takes two looks to say: /proc is
   * read from low PIDs to high ones, so a look can miss both a member that has just ended and what
   * that has just started.
   * @param {Map<number, Stat>} byPid
   * @param {Map<number, Stat[]>} bound
   * @param {PidCounter | null} now
   */
  #leftBehind(byPid, bound, now) {
    const found = []
    for (const [pid, record] of this.#recorded) {
      const owner = byPid.get(pid)
      if (owner?.startTicks === record.startTicks) continue
      const others = bound.get(pid) ?? []
      if (
        owner !== undefined ||
        (others.length === 0 && record.isEmpty) ||
        (mayBeReused(pid, record.seen, now) && !others.some((other) => this.#isRecorded(other)))
      ) {
        this.#recorded.delete(pid)
      } else if (others.length === 0) {
        record.isEmpty = true
      } else {
        record.seen = now
        record.isEmpty = false
        found.push(...others)
      }
    }
    return found
  }

  /** @param {Stat} stat */
  #isRecorded({ pid, startTicks }) {
    return this.#recorded.get(pid)?.startTicks === startTicks
  }
}

function unreadable() {
  return systemError(
    '/proc could not be read, most likely for want of file descriptors (ulimit -n)',
    'EMFILE',
    'open',
  )
}

/**
 * Never members, whatever they have in common with one. PID 1 need not be an ancestor, as in
 * `docker exec`, but all that lives is its descendant.
 * @param {(pid: number) => Stat | null | undefined} statOf
 */
function selfAndAncestors(statOf) {
  return new Set([1, process.pid, ...ancestors(statOf)])
}

/** @param {number} pid */
function isSelfOrAncestor(pid) {
  return selfAndAncestors(processStat).has(pid)
}

/**
 * Every process by what makes it a member when a PID is one's: its parent, its session, its process
 * group. Not by our own session and group, which whoever started us may have filled, nor by 0, the
 * kernel's and that of other PID namespaces.
 * @param {Stat[]} table
 * @param {Stat | undefined} self
 */
function boundTo(table, self) {
  /** @type {Map<number, Stat[]>} */
  const bound = new Map()
  for (const stat of table) {
    const ids = new Set([stat.session, stat.pgid])
    ids.delete(self?.session ?? 0)
    ids.delete(self?.pgid ?? 0)
    ids.add(stat.ppid).delete(0)
    for (const id of ids) {
      const others = bound.get(id)
      if (others === undefined) bound.set(id, [stat])
      else others.push(stat)
    }
  }
  return bound
}

module.exports = { Members, isSelfOrAncestor, unreadable }
