'use strict'

// The owned children: libuv waits for them, so their statuses must arrive here and nowhere else.

const { spawn, spawnSync } = require('node:child_process')
const { setTimeout: delay } = require('node:timers/promises')

const { programPath } = require('./programs')

// One owned child for so many orphans.
const ORPHANS_EACH = 10

const LANES = 4

class OwnedChildren {
  started = 0
  /** How many have ended with their own status. */
  right = 0
  #isOver = false
  /** @type {Promise<unknown>} */
  #lanes = Promise.resolve()
  /** @type {Map<number | undefined, (end: unknown) => void>} by PID */
  #waiters = new Map()

  /** @param {() => number} orphans how many orphans are gone */
  start(orphans) {
    const lane = async () => {
      while (!this.#isOver) {
        if (this.started * ORPHANS_EACH <= orphans()) await this.#next()
        else await delay(2)
      }
    }
    this.#lanes = Promise.all(Array.from({ length: LANES }, lane))
    // stop() reports a rejection.
    this.#lanes.catch(() => {})
  }

  /** Waits for the last statuses. */
  async stop() {
    this.#isOver = true
    await this.#lanes
  }

  async #next() {
    const i = this.started++
    const end = i % 8 === 7 ? 'SIGTERM' : i % 100
    const args = [end === 'SIGTERM' ? '-15' : String(end)]
    // spawnSync() blocks the event loop meanwhile.
    const got = i % 50 === 49 ? inOneCall(args) : await this.#onTheLoop(args)
    if (got === end) this.right++
  }

  /** @param {string[]} args */
  async #onTheLoop(args) {
    const child = spawn(programPath('end'), args, { stdio: 'ignore' })
    const end = await new Promise((resolve, reject) => {
      this.#waiters.set(child.pid, resolve)
      child.on('error', reject)
      child.on('exit', (status, signal) => resolve(signal ?? status))
    })
    this.#waiters.delete(child.pid)
    return end
  }

  /**
   * Ends the wait for a child whose status the package has taken. It would never end.
   * @param {number} pid of a process that the package has reaped
   */
  giveUp(pid) {
    this.#waiters.get(pid)?.('stolen')
  }
}

/** @param {string[]} args */
function inOneCall(args) {
  const { status, signal } = spawnSync(programPath('end'), args)
  return signal ?? status
}

module.exports = { ORPHANS_EACH, OwnedChildren }
