'use strict'

// The children of a scenario, and where their statuses have arrived: each must arrive once, at the
// one who waits for it.

const { spawn } = require('node:child_process')
const { setTimeout: delay } = require('node:timers/promises')

const { makeZombie, reap } = require('../..')
const { processStat } = require('../../lib/proc/table')

/** @typedef {import('../..').ReapedProcess} ReapedProcess */

// In ms. Only a defect takes this long.
const HANG = 300_000

class Family {
  /** @type {Map<number, { exitCode: number | null, signal: string | null }>} */
  expected = new Map()
  /** @type {ReapedProcess[]} */
  reaped = []
  /** @type {import('node:child_process').ChildProcess[]} */
  owned = []

  /** Makes zombies that nobody waits for. */
  addZombies() {
    const killed = makeZombie({ signal: 'SIGKILL' })
    this.expected.set(killed, { exitCode: null, signal: 'SIGKILL' })
    for (const orphan of [false, true]) {
      this.expected.set(makeZombie({ exitCode: 41, orphan }), { exitCode: 41, signal: null })
    }
    return this
  }

  /** Starts a child that is a zombie now, and for which libuv waits. */
  addOwned() {
    const child = spawn('/bin/sh', ['-c', 'exit 40'], { stdio: 'ignore' })
    const { pid } = child
    if (pid === undefined) throw new Error('The shell was not started')
    this.owned.push(child)
    // libuv cannot take it before the event loop turns.
    while (processStat(pid)?.state !== 'Z');
    return this
  }

  /**
   * Reaps what is left, now that no call fails, and waits for the owned children.
   * @returns {Promise<string[]>} what is wrong
   */
  async settle() {
    const violations = []
    const isOver = await until(() => {
      this.reaped.push(...reap())
      return this.missing().every((pid) => processStat(pid) === null)
    })
    const missing = this.missing()
    if (!isOver) violations.push(`${missing.length} zombies stay`)
    else if (missing.length > 0) violations.push(`${missing.length} statuses of zombies are lost`)
    const seen = new Set()
    for (const { pid, exitCode, signal } of this.reaped) {
      const expected = this.expected.get(pid)
      if (this.owned.some((child) => child.pid === pid)) violations.push('an owned child was taken')
      else if (expected === undefined) violations.push(`an unknown process was reaped`)
      else if (expected.exitCode !== exitCode || expected.signal !== signal)
        violations.push(`a wrong status: ${exitCode} ${signal}`)
      if (seen.has(pid)) violations.push('a status arrived twice')
      seen.add(pid)
    }
    await until(() => this.owned.every(({ exitCode, signalCode }) => exitCode ?? signalCode))
    for (const { exitCode, signalCode } of this.owned) {
      if (exitCode !== 40) violations.push(`an owned child ended with ${exitCode} ${signalCode}`)
    }
    return violations
  }

  /** @returns {number[]} the PIDs of the zombies whose status has not arrived */
  missing() {
    return [...this.expected.keys()].filter((pid) => !this.reaped.some((one) => one.pid === pid))
  }
}

/**
 * @param {() => boolean} condition
 * @returns {Promise<boolean>} whether it holds now; false when it does not come true
 */
async function until(condition) {
  const deadline = Date.now() + HANG
  while (!condition()) {
    if (Date.now() > deadline) return false
    await delay(1)
  }
  return true
}

module.exports = { Family, until }
