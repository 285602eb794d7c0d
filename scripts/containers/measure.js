'use strict'

const fs = require('node:fs')
const path = require('node:path')
const { setTimeout: delay } = require('node:timers/promises')

const { EXAMPLES } = require('./dockerfile')
const { hasEnded, memoryOf, zombiesBelow } = require('./processes')
const { start } = require('./runc')
const { ENGINE_INIT, TINI } = require('./ways')

const LIMIT = 64
const MINUTES = 3

// A program that does not leak preloads the leaking app.
const LEAK = '/leak/app.js'

/**
 * @typedef {object} Result
 * @property {import('./ways').Way} way
 * @property {number} leaked
 * @property {number} seconds until the program was dead, or until it was seen alive
 * @property {{ pid1: string, memory: number, zombies: number, tasks: number } | undefined} alive
 * @property {{ code: number | null, ms: number }} end the exit code, and the time from SIGTERM until
 *   PID 1 had ended
 */

/**
 * Runs a way until it is dead, for three minutes at most.
 * @param {import('./ways').Way} way
 * @param {string} rootfs
 * @returns {Promise<() => Promise<Result>>} ends the program with SIGTERM
 */
async function watch(way, rootfs) {
  const { args, image, preloadsApp } = way
  const container = start({
    rootfs,
    args: preloadsApp ? args.toSpliced(-1, 0, '--require', LEAK) : args,
    env: image.env,
    cwd: image.cwd,
    uid: image.uid,
    limit: LIMIT,
    mounts: { [ENGINE_INIT]: TINI, [LEAK]: path.join(EXAMPLES, 'app/app.js') },
  })
  const begin = performance.now()
  await Promise.race([container.ended, delay(MINUTES * 60_000, undefined, { ref: false })])
  const seconds = Math.round((performance.now() - begin) / 1000)
  const pid = container.init()
  const alive = pid === undefined ? undefined : { ...stateOf(pid), tasks: container.tasks() }
  return async () => {
    const ms = pid === undefined ? 0 : await terminate(pid)
    const { code, stdout } = await container.ended
    return {
      way,
      leaked: stdout.match(/^leaked/gm)?.length ?? 0,
      seconds,
      alive,
      end: { code, ms },
    }
  }
}

/**
 * PID 1 has ended when every process of the container has ended. The work of runc comes after that.
 * @param {number} pid
 */
async function terminate(pid) {
  const begin = performance.now()
  process.kill(pid, 'SIGTERM')
  while (!hasEnded(pid)) await delay(1)
  return Math.round(performance.now() - begin)
}

/** @param {number} pid */
function stateOf(pid) {
  const [program] = fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
  return { pid1: path.basename(program), memory: memoryOf(pid), zombies: zombiesBelow(pid) }
}

module.exports = { LIMIT, MINUTES, watch }
