'use strict'

// Uses the package in a process whose clocks and schedulers are faked after the load, and never
// move. Prints what each function has still done.
//
//   node faked-clocks.js frozen   fakes performance.now, Date.now, process.hrtime, process.nextTick
//   node faked-clocks.js sinon    fakes everything that sinon can fake, timers included

const { spawn } = require('node:child_process')
const { once } = require('node:events')

const sinon = require('sinon')

const { createJob, makeZombie, reapOrphans, startReaper } = require('../../..')
const { processInfo } = require('../../support/process-table')

const real = { setInterval, clearInterval, nextTick: process.nextTick }

function freeze() {
  performance.now = () => 1
  Date.now = () => 1
  process.hrtime = /** @type {any} */ (() => [1, 1])
  process.nextTick = () => {}
}

async function main() {
  const child = spawn('sleep', ['1000'])
  await once(child, 'spawn')
  const alive = real.setInterval(() => {}, 1000)
  const clock = process.argv[2] === 'sinon' ? sinon.useFakeTimers() : freeze()

  makeZombie({ exitCode: 1 })
  const orphans = (await reapOrphans()).reaped.map(({ exitCode }) => exitCode)

  const job = createJob()
  job.add(child)
  const { remaining } = await job.close()

  const reaper = startReaper()
  /** @type {(number | null)[]} */
  const events = []
  function whenReaped() {
    return new Promise((resolve) => {
      reaper.once('reap', ({ exitCode }) => resolve(events.push(exitCode)))
    })
  }
  let reaped = whenReaped()
  makeZombie({ exitCode: 2 })
  await reaped
  // Faked once and then real again, as in the next test of a file.
  process.nextTick = real.nextTick
  reaped = whenReaped()
  makeZombie({ exitCode: 3 })
  await reaped
  reaper.stop()

  real.clearInterval(alive)
  // Without sinon's jobs of the microtask queue, since Node adds its own jobs there.
  const timers = Object.keys(clock?.timers ?? {}).length
  clock?.restore()
  const isGone = processInfo(/** @type {number} */ (child.pid)) === null
  console.log(JSON.stringify({ orphans, remaining, isGone, events, timers }))
}

void main()
