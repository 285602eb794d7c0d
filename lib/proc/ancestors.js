'use strict'

/**
 * The PIDs above this process, the nearest one first. In a container they end at PID 1, or where
 * the parent is in another PID namespace.
 * @param {(pid: number) => { ppid: number } | null | undefined} statOf
 */
function* ancestors(statOf) {
  for (let pid = statOf(process.pid)?.ppid; pid; pid = statOf(pid)?.ppid) yield pid
}

module.exports = { ancestors }
