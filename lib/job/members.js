'use strict'

// Which processes belong to a job. The kernel keeps no such list. A process can lose its parent,
// leave its session and overwrite its environment, but it seldom does all three between two looks.
// So each look starts from the members that earlier looks found.

const { setImmediate } = require('../loop/clocks')
const { binding } = require('../native/binding')
const { ancestors } = require('../proc/ancestors')
const { pidCounter, mayBeReused } = require('../proc/pid-reuse')
const { processStat, processTable } = require('../proc/table')
const { systemError } = require('../support/errors')

/** @typedef {import('../proc/table').Stat} Stat */
/** @typedef {import('../proc/pid-reuse').PidCounter} PidCounter */

class Members {
  /**
   * The members by PID, and former members whose PID still names a session or a process group. The
   * kernel does not reuse such a PID. `seen` is the last time when the PID certainly meant this
   * member. `isEmpty` says whether the last look found no process in the session or group.
   * @type {Map<number, { startTicks: number, seen: PidCounter | null, isEmpty?: boolean }>}
   */
  #recorded = new Map()
  /** @type {ReturnType<typeof import('./mark').createMark>['among']} */
  #among
  #lookScheduled = false
  /** Whether the last look could tell for every process whether it is a member. */
  isSure = true

  /**
   * @param {ReturnType<typeof import('./mark').createMark>['among']} among returns the processes
   *   that carry the job's mark
   */
  constructor(among) {
    this.#among = among
  }

  /** @param {Stat} stat */
  record({ pid, startTicks }, seen = pidCounter()) {
    this.#recorded.set(pid, { startTicks, seen })
  }

  /**
   * Notes that the PID was in use until now.
   * @param {number} pid of a process that has just been reaped
   */
  justEnded(pid) {
    const record = this.#recorded.get(pid)
    if (record !== undefined) record.seen = pidCounter()
  }

  /** @param {number} pid */
  has(pid) {
    return this.#recorded.has(pid)
  }

  /** Looks once in this turn of the loop, however many callers ask. */
  lookSoon() {
    if (this.#lookScheduled) return
    this.#lookScheduled = true
    setImmediate(() => {
      this.#lookScheduled = false
      try {
        this.look()
      } catch {
        // No caller waits for this look. The next call of look() throws the error to its caller.
      }
    }).unref()
  }

  /**
   * Finds the members. Reads all of /proc.
   * @returns {Stat[]} living members and zombies
   */
  look() {
    const table = processTable()
    const now = pidCounter()
    const byPid = new Map(table.map((stat) => [stat.pid, stat]))
    if (binding !== null && !byPid.has(process.pid)) throw unreadable()
    const outside = selfAndAncestors((pid) => byPid.get(pid))
    const bound = boundTo(table, byPid.get(process.pid))

    /** @type {Set<Stat>} iterating over a Set also visits elements added during the iteration */
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
    const others = table.filter((stat) => !found.has(stat) && !outside.has(stat.pid))
    const { marked, isSure } = this.#among(others)
    take(marked)
    this.isSure = isSure

    for (const stat of found) this.record(stat, now)
    return [...found]
  }

  /**
   * Finds the processes in the sessions and process groups of members that are gone.
   *
   * Forgets a gone member when its PID may have been reused, or when two looks find no process in
   * its session and group. One look is not enough: /proc is read from low PIDs to high ones. So a
   * look can miss both a member that has just ended and a process that the member has just started.
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
    '/proc cannot be read, most likely because no file descriptor is left. Close files, or raise RLIMIT_NOFILE (ulimit -n)',
    'EMFILE',
    'open',
  )
}

/**
 * Lists the processes that are never members, even if they share a session or group with a member.
 * PID 1 need not be an ancestor, as in `docker exec`, but every living process is its descendant.
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
 * Indexes the processes by the PIDs that can make them members: parent, session and process group.
 *
 * Leaves out our own session and group: the process that started us may have put others in them.
 * Leaves out 0, the ID of the kernel and of processes in other PID namespaces.
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

module.exports = { Members, isSelfOrAncestor }
