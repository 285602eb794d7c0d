'use strict'

/**
 * Lists the PIDs of the ancestors of a process, the nearest first. In a container the list ends at
 * PID 1, or where the parent is in another PID namespace.
 * @param {(pid: number) => { ppid: number } | null | undefined} statOf
 * @param {number} [start] the process; by default this process
 */
function* ancestors(statOf, start = process.pid) {
  for (let pid = statOf(start)?.ppid; pid; pid = statOf(pid)?.ppid) yield pid
}

module.exports = { ancestors }
