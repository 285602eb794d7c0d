'use strict'

// Control groups named as Docker names them, with real processes in them.

const { spawn } = require('node:child_process')
const { randomBytes } = require('node:crypto')
const { once } = require('node:events')
const fs = require('node:fs')
const path = require('node:path')

const { PIDS_CGROUP, program, until } = require('./helpers')

/**
 * Makes a group like that of a container. When the test ends, the group goes.
 * @param {import('node:test').TestContext} t
 * @param {object} [options]
 * @param {string} [options.hierarchy]
 * @param {() => unknown} [options.before] ends the processes of the group
 */
function makeGroup(t, { hierarchy = PIDS_CGROUP, before = () => {} } = {}) {
  const id = randomBytes(32).toString('hex')
  const group = path.join(hierarchy, `docker-${id}.scope`)
  fs.mkdirSync(group)
  t.after(async () => {
    await before()
    // The kernel may still hold a process that has ended.
    await until(() => isRemoved(group), `${group} is removed`)
  })
  return { id, group }
}

/**
 * Makes a group like that of a pod, for groups of its containers.
 * @param {string} uid
 */
function makePod(uid) {
  const pod = path.join(PIDS_CGROUP, `kubepods-pod${uid.replaceAll('-', '_')}.slice`)
  fs.mkdirSync(pod)
  // Version 2 counts PIDs below a group only where the group says so.
  const delegated = path.join(pod, 'cgroup.subtree_control')
  if (fs.existsSync(delegated)) fs.writeFileSync(delegated, '+pids')
  return { pod, remove: () => until(() => isRemoved(pod), `${pod} is removed`) }
}

/** @param {string} group */
function isRemoved(group) {
  try {
    fs.rmdirSync(group)
    return true
  } catch {
    return !fs.existsSync(group)
  }
}

/**
 * Returns the command that starts another command in a group.
 * @param {string} group
 */
function inGroup(group) {
  return ['sh', '-c', `echo $$ > ${group}/cgroup.procs && exec "$@"`, 'sh']
}

/**
 * Starts a process that keeps zombies, in a group of its own. It ends when the test ends.
 * @param {import('node:test').TestContext} t
 * @param {object} [options]
 * @param {string} [options.hierarchy]
 * @param {number} [options.zombies]
 * @param {string[]} [options.name] of the process
 * @param {string[]} [options.under] starts the process
 */
async function startContainer(t, { hierarchy, zombies = 5, name = [], under = [] } = {}) {
  /** @type {(() => unknown) | undefined} */
  let end
  const { id, group } = makeGroup(t, { hierarchy, before: () => end?.() })
  const keep = [process.execPath, program('exporter/keep-zombies.js'), String(zombies), ...name]
  const [file, ...args] = [...inGroup(group), ...under, ...keep]
  const child = spawn(file, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  const ended = once(child, 'exit')
  end = () => {
    child.stdin.end()
    return ended
  }
  await once(child.stdout, 'data')
  return { id, group, child }
}

module.exports = { inGroup, isRemoved, makeGroup, makePod, startContainer }
