'use strict'

const fs = require('node:fs')
const path = require('node:path')
const { setTimeout: delay } = require('node:timers/promises')

const { EXAMPLES } = require('./dockerfile')
const { memoryOf, zombiesBelow } = require('./processes')
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
 * @property {number} seconds until the program was dead, or until SIGTERM
 * @property {{ pid1: string, memory: number, zombies: number, tasks: number } | undefined} alive the
 *   state just before SIGTERM
 * @property {{ code: number | null, ms: number }} end
 */

/**
 * Runs a way until it is dead, for three minutes at most, and then ends the program with SIGTERM.
 * @param {import('./ways').Way} way
 * @param {string} rootfs
 * @returns {Promise<Result>}
 */
async function measure(way, rootfs) {
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
  const signalled = performance.now()
  if (pid !== undefined) process.kill(pid, 'SIGTERM')
  const { code, stdout } = await container.ended
  const leaked = stdout.match(/^leaked/gm)?.length ?? 0
  return {
    way,
    leaked,
    seconds,
    alive,
    end: { code, ms: Math.round(performance.now() - signalled) },
  }
}

/** @param {number} pid */
function stateOf(pid) {
  const [program] = fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
  return { pid1: path.basename(program), memory: memoryOf(pid), zombies: zombiesBelow(pid) }
}

module.exports = { LIMIT, MINUTES, measure }
