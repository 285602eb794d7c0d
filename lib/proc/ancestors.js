'use strict'

/**
 * Lists the PIDs of the ancestors of a process, the nearest first. In a container the list ends at
 * PID 1, or where the parent is in another PID namespace. The parents may have been read at different
 * times, so a PID that was used again can make a circle of them. The list ends there.
 * @param {(pid: number) => { ppid: number } | null | undefined} statOf
 * @param {number} [start] the process; by default this process
 */
function* ancestors(statOf, start = process.pid) {
  const listed = new Set([0, start])
  let parent = statOf(start)?.ppid ?? 0
  while (!listed.has(parent)) {
    yield parent
    listed.add(parent)
    parent = statOf(parent)?.ppid ?? 0
  }
}

module.exports = { ancestors }
