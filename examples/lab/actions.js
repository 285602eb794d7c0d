'use strict'

const { once } = require('node:events')

const { reap, zombies } = require('../..')
const { processInfo } = require('../process-table')
const { Refusal } = require('./refusal')
const { reapedSteps, step } = require('./step')
const { isSame, ownProcesses } = require('./tree')
const { until } = require('./wait')

/**
 * What a button does. Returns what has happened, step by step.
 * @typedef {(body: Record<string, unknown>) => Promise<import('./step').Step[]>} Action
 */

/**
 * @param {InstanceType<typeof import('./lab').Lab>} lab
 * @returns {Record<string, Action>}
 */
function makeActions(lab) {
  const { experiments, browser } = lab

  async function make() {
    const { parent, zombie, code } = await experiments.make()
    return [
      step('fork(2)', 'started', { parent }),
      step('fork(2)', 'forked', { parent, zombie }),
      step('exit(2)', 'exited', { zombie, code }),
      step('wait(2)', 'ignored', { parent, zombie }),
    ]
  }

  /** @param {Record<string, unknown>} body */
  async function killParent(body) {
    const named = find(body)
    const experiment = experiments.find(named)
    if (experiment === undefined) throw new Refusal('NOT_A_PARENT', { pid: named.pid })
    const { child, zombie } = experiment
    // No other process can have the PID yet: it is free only after libuv has waited, in this thread.
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
    const parent = named.pid
    const steps = [
      step('signal(7)', 'killed', { parent }),
      step('libuv: uv__wait_children()', 'waited', { parent }),
    ]
    if (zombie === null) return steps
    const orphan = await until(() => {
      const info = processInfo(zombie.pid)
      if (info === null || !isSame(info, zombie)) return 'reaped'
      return lab.reaper === null && info.ppid === process.pid && 'zombie'
    })
    const values = { zombie: zombie.pid, lab: process.pid }
    const adopted =
      process.pid === 1
        ? step('pid_namespaces(7)', 'adopted', values)
        : step('prctl(2)', 'adoptedBySubreaper', values)
    return orphan === 'reaped'
      ? [...steps, adopted]
      : [...steps, adopted, step('libuv: uv__wait_children()', 'stays', values)]
  }

  /** @param {Record<string, unknown>} body */
  async function killZombie(body) {
    const { pid, ppid, state } = find(body)
    if (state !== 'Z') throw new Refusal('NOT_A_ZOMBIE', { pid })
    // Such a zombie keeps its PID until this thread reaps it, so no other process can get the signal.
    const isKept = ppid === process.pid || experiments.some(({ parent }) => parent.pid === ppid)
    if (!isKept) throw new Refusal('NOT_A_ZOMBIE', { pid })
    process.kill(pid, 'SIGKILL')
    return [
      step('kill(2)', 'accepted', { pid }),
      step('signal(7)', 'nothing', { pid }),
      step('wait(2)', 'onlyParent', { pid, parent: ppid }),
    ]
  }

  async function automaticOn() {
    lab.setAutomatic(true)
    return [step('signal(7)', 'listens'), step('setsid(2)', 'delays')]
  }

  async function automaticOff() {
    lab.setAutomatic(false)
    return [step('zombie-reaper: stop()', 'stops', { lab: process.pid })]
  }

  return {
    make,
    'kill-parent': killParent,
    'kill-zombie': killZombie,
    reap: reapByHand,
    'automatic-on': automaticOn,
    'automatic-off': automaticOff,
    'browser-start': () => browser.start(),
    'browser-close': () => browser.close(),
    'browser-crash': () => browser.crash(),
  }
}

async function reapByHand() {
  const reaped = reap()
  const steps = reaped.length > 0 ? [step('libuv: uv_walk()', 'asked')] : []
  steps.push(...reapedSteps(reaped))
  if (reaped.length === 0) steps.push(step('wait(2)', 'none', { lab: process.pid }))
  const later = zombies().filter(({ ppid, reaper }) => ppid === process.pid && reaper !== 'libuv')
  if (later.length > 0) steps.push(step('zombie-reaper: reap()', 'later', { count: later.length }))
  // zombies() also lists those of other programs, which a subreaper sees.
  const foreign = ownProcesses().find(({ ppid, state }) => state === 'Z' && ppid !== process.pid)
  if (foreign !== undefined)
    steps.push(step('wait(2)', 'foreign', { pid: foreign.pid, parent: foreign.ppid }))
  return steps
}

/**
 * Finds a process of the lab that the page has named. PID and start time identify it.
 * @param {Record<string, unknown>} body
 */
function find({ pid, start }) {
  if (!Number.isInteger(pid) || !Number.isInteger(start)) throw new Refusal('NOTHING_NAMED')
  const named = { pid: Number(pid), start: Number(start) }
  const found = ownProcesses().find((one) => isSame(one, named))
  if (found === undefined) throw new Refusal('GONE', { pid })
  return found
}

module.exports = { makeActions }
