'use strict'

const { spawn } = require('node:child_process')
const { once } = require('node:events')

const { descendantsOf, processInfo } = require('../process-table')
const { Refusal } = require('./refusal')
const { isSame } = require('./tree')
const { until } = require('./wait')

const MAX_ZOMBIES = 20
const EXIT_CODE = 42

// A program with a bug: cat never waits for the child that the shell has left to it. The child exits
// when the lab writes a line, and cat ends when the lab closes its input.
const PROGRAM = `(read line; exit ${EXIT_CODE}) <&3 & exec cat`

/** @typedef {{ pid: number, start: number }} Identity */

/**
 * A parent that never waits, and its zombie.
 * @typedef {object} Experiment
 * @property {import('node:child_process').ChildProcess} child the parent
 * @property {Identity} parent
 * @property {Identity | null} zombie null until there is one
 */

class Experiments {
  /** @type {Experiment[]} */
  #all = []

  /** @param {(one: Experiment) => boolean} test */
  some(test) {
    return this.#all.some(test)
  }

  /**
   * @param {Identity} parent
   * @returns {Experiment | undefined} the experiment whose parent lives
   */
  find(parent) {
    return this.#all.find((one) => isSame(one.parent, parent) && !hasEnded(one.child))
  }

  /**
   * Makes a zombie under a parent of its own.
   * @returns {Promise<{ parent: number, zombie: number, code: number }>}
   */
  async make() {
    this.#all = this.#all.filter(({ child, zombie }) => !hasEnded(child) || exists(zombie))
    if (this.#all.length >= MAX_ZOMBIES)
      throw new Refusal('TOO_MANY_ZOMBIES', { limit: MAX_ZOMBIES })
    // A session of its own: its orphan is in a session that is not the lab's. So reap() knows that
    // no thread of Node waits for the orphan, and takes it at once.
    const child = spawn('/bin/sh', ['-c', PROGRAM], {
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore', 'pipe'],
    })
    // Without a PID, the program has not started, and 'error' says why.
    if (child.pid === undefined) throw (await once(child, 'error'))[0]
    for (const pipe of child.stdio) pipe?.on('error', () => {})
    const parent = { pid: child.pid, start: processInfo(child.pid)?.start ?? 0 }
    /** @type {Experiment} */
    const experiment = { child, parent, zombie: null }
    this.#all.push(experiment)
    const { pid, start } = await until(() => {
      if (hasEnded(child)) throw new Refusal('GONE', { pid: parent.pid })
      // Some shells reap their children. cat does not.
      return processInfo(parent.pid)?.name === 'cat' ? descendantsOf(parent.pid)[0] : undefined
    }).finally(() => /** @type {import('node:net').Socket} */ (child.stdio[3]).end('\n'))
    experiment.zombie = { pid, start }
    await until(() => !isAlive(pid))
    return { parent: parent.pid, zombie: pid, code: EXIT_CODE }
  }
}

/** @param {import('node:child_process').ChildProcess} child */
function hasEnded({ exitCode, signalCode }) {
  return exitCode !== null || signalCode !== null
}

/** @param {Identity | null} one */
function exists(one) {
  const info = one && processInfo(one.pid)
  return one !== null && info !== null && isSame(one, info)
}

/** @param {number} pid */
function isAlive(pid) {
  const info = processInfo(pid)
  return info !== null && info.state !== 'Z'
}

module.exports = { Experiments }
