'use strict'

/**
 * Lists the PIDs of the ancestors of this process, the nearest first. In a container the list ends
 * at PID 1, or where the parent is in another PID namespace.
 * @param {(pid: number) => { ppid: number } | null | undefined} statOf
 */
function* ancestors(statOf) {
  for (let pid = statOf(process.pid)?.ppid; pid; pid = statOf(pid)?.ppid) yield pid
}

module.exports = { ancestors }
