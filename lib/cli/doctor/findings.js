'use strict'

// The judgement: one small function for each finding. Each looks at the facts, and returns what it
// found or nothing.

/** @typedef {import('./situation').Situation} Situation */

/** @typedef {'critical' | 'error' | 'warning' | 'note' | 'ok'} Severity the worst first */

/**
 * @typedef {object} Found
 * @property {Id} id
 * @property {Severity} severity
 * @property {number} [pid]
 * @property {number} [zombies]
 * @property {import('../zombies/groups').Zombie['reaper']} [reaper]
 * @property {{ pid: number, name: string | null, argv: string[] }} [process]
 */

/** @typedef {'pid-limit-near' | 'parent-does-not-wait' | 'pid1-does-not-reap' | 'native-part-missing' | 'proc-missing' | 'proc-restricted' | 'sigterm-is-dropped' | 'npm-is-above' | 'no-pid-limit' | 'healthy'} Id */

/** @type {Severity[]} */
const SEVERITIES = ['critical', 'error', 'warning', 'note', 'ok']

// The share of the limit from which on the next peak may fill it.
const NEAR = 0.8

/** @type {((situation: Situation) => Found[] | undefined)[]} */
const RULES = [
  pidLimitNear,
  parentDoesNotWait,
  pid1DoesNotReap,
  otherPid1DoesNotReap,
  adopterDoesNotReap,
  nativePartMissing,
  procMissing,
  procRestricted,
  npmIsAbove,
  sigtermIsDropped,
  noPidLimit,
]

/**
 * @param {Situation} situation
 * @returns {Found[]} the worst first; only `healthy` beside notes when nothing is wrong
 */
function findingsOf(situation) {
  const found = RULES.flatMap((rule) => rule(situation) ?? [])
  if (found.every(({ severity }) => severity === 'note'))
    found.push({ id: 'healthy', severity: 'ok' })
  return found.toSorted((a, b) => rank(a) - rank(b))
}

/** @param {Found} found */
function rank({ severity }) {
  return SEVERITIES.indexOf(severity)
}

/** @param {Situation} situation */
function isNear({ pidUsage }) {
  return pidUsage !== null && pidUsage.limit !== null && pidUsage.tasks > NEAR * pidUsage.limit
}

/** @param {Situation} situation @returns {Found[] | undefined} */
function pidLimitNear(situation) {
  return isNear(situation) ? [{ id: 'pid-limit-near', severity: 'critical' }] : undefined
}

// Who keeps zombies, beside PID 1: the parent, which may be in another PID namespace, or a tracer.
const KEEPERS = new Set(['parent', 'outside', 'tracer'])

/** @param {Situation} situation @returns {Found[]} */
function parentDoesNotWait({ groups }) {
  return groups
    .filter(({ reaper, stays }) => stays && KEEPERS.has(reaper))
    .map(({ culprit, zombies, reaper }) => ({
      reaper,
      id: 'parent-does-not-wait',
      severity: 'error',
      pid: culprit?.pid,
      zombies: zombies.length,
      process: culprit ?? undefined,
    }))
}

/**
 * Zombies prove it, and so does the orphan of --prove. Without both, some programs are known to wait
 * for no orphan.
 * @param {Situation} situation @returns {Found[] | undefined}
 */
function pid1DoesNotReap({ groups, pid1, proof }) {
  const held = groups.find(
    ({ culprit, stays, reaper }) => stays && reaper === 'pid1' && culprit?.pid === 1,
  )
  const process = pid1 ?? undefined
  if (held !== undefined || (proof?.reaped === false && proof.by?.pid === 1))
    return [
      {
        id: 'pid1-does-not-reap',
        severity: 'error',
        pid: 1,
        zombies: held?.zombies.length,
        process,
      },
    ]
  if (proof?.reaped === true || pid1 === null) return undefined
  // A Node that does not listen for SIGCHLD has no reaper. npm has none in any case.
  const neverReaps =
    pid1.kind === 'package-manager' || (pid1.kind === 'node' && pid1.handlesSigchld === false)
  return neverReaps
    ? [{ id: 'pid1-does-not-reap', severity: 'warning', pid: 1, process }]
    : undefined
}

/**
 * From the host, PID 1 of each container is visible under another PID.
 * @param {Situation} situation @returns {Found[]}
 */
function otherPid1DoesNotReap({ groups }) {
  return groups
    .filter(({ culprit, stays, reaper }) => stays && reaper === 'pid1' && culprit?.pid !== 1)
    .map(({ culprit, zombies }) => ({
      id: 'pid1-does-not-reap',
      severity: 'error',
      pid: culprit?.pid,
      zombies: zombies.length,
      process: culprit ?? undefined,
    }))
}

/**
 * A subreaper that leaves the orphan of --prove a zombie.
 * @param {Situation} situation @returns {Found[] | undefined}
 */
function adopterDoesNotReap({ proof, groups }) {
  if (proof?.reaped !== false || proof.by === null || proof.by.pid === 1) return undefined
  const { by } = proof
  if (groups.some(({ culprit, stays }) => stays && culprit?.pid === by.pid)) return undefined
  return [{ id: 'parent-does-not-wait', severity: 'error', pid: by.pid, zombies: 1, process: by }]
}

/** @param {Situation} situation @returns {Found[] | undefined} */
function nativePartMissing({ loadError, platform }) {
  if (loadError === null && platform === 'linux') return undefined
  return [{ id: 'native-part-missing', severity: 'error' }]
}

/** @param {Situation} situation @returns {Found[] | undefined} */
function procMissing({ proc, platform }) {
  if (platform !== 'linux' || (proc !== 'missing' && proc !== 'foreign')) return undefined
  return [{ id: 'proc-missing', severity: 'error' }]
}

/** @param {Situation} situation @returns {Found[] | undefined} */
function procRestricted({ proc }) {
  return proc === 'restricted' ? [{ id: 'proc-restricted', severity: 'warning' }] : undefined
}

/** @param {Situation} situation @returns {Found[] | undefined} */
function npmIsAbove({ pid1 }) {
  if (pid1?.kind !== 'package-manager') return undefined
  return [{ id: 'npm-is-above', severity: 'warning', pid: 1, process: pid1 }]
}

/**
 * This command has no handler either, when it is PID 1 itself: that says nothing of the program.
 * @param {Situation} situation @returns {Found[] | undefined}
 */
function sigtermIsDropped({ pid1 }) {
  if (pid1 === null || pid1.dropsSigterm === false || pid1.isThisCommand) return undefined
  const severity = pid1.dropsSigterm === null ? 'note' : 'warning'
  return [{ id: 'sigterm-is-dropped', severity, pid: 1, process: pid1 }]
}

/** @param {Situation} situation @returns {Found[] | undefined} */
function noPidLimit({ container, pidUsage }) {
  if (container === 'none' || container === 'other' || pidUsage === null) return undefined
  if (pidUsage.source === 'cgroup' || pidUsage.source === 'rlimit') return undefined
  return [{ id: 'no-pid-limit', severity: 'note' }]
}

/**
 * @param {Found[]} findings
 * @returns {number} the exit code
 */
function exitCodeOf(findings) {
  const [{ severity }] = findings
  if (severity === 'critical') return 2
  return severity === 'error' || severity === 'warning' ? 1 : 0
}

module.exports = { exitCodeOf, findingsOf }
