'use strict'

// PIDs of a job's members that belong to somebody else by now. Runs as PID 1 of a namespace, where
// the next PID can be chosen. Prints what the job takes for its own.

const { spawn } = require('node:child_process')
const { once } = require('node:events')
const fs = require('node:fs')
const { setImmediate } = require('node:timers/promises')

const { createJob } = require('../../..')
const { until } = require('../../support/helpers')
const { processInfo } = require('../../support/process-table')

/** @returns {number} the start time of a process that starts now */
function ticks() {
  return Math.floor(Number(fs.readFileSync('/proc/uptime', 'utf8').split(' ')[0]) * 100)
}

/** @param {number} pid */
function setNextPid(pid) {
  fs.writeFileSync('/proc/sys/kernel/ns_last_pid', `${pid - 1}`)
}

/**
 * Starts a process with a PID of our choice, in a session of its own.
 * @param {number} pid
 * @param {string} script
 */
function startAs(pid, script) {
  setNextPid(pid)
  const child = spawn('/bin/sh', ['-c', script], { detached: true, env: {}, stdio: 'ignore' })
  if (child.pid !== pid) throw new Error(`expected PID ${pid}, got ${child.pid}`)
  return child
}

/**
 * As many are started as it takes for the turn of these PIDs to come after all the rest.
 * @param {number} pid
 */
async function moveOn(pid) {
  setNextPid(pid + 1000)
  await once(spawn('true'), 'exit')
}

/**
 * A member that has ended, and whose number is free.
 * @param {boolean} movesOn
 */
async function startMember(movesOn) {
  const job = createJob()
  const child = spawn('sleep', ['1000'], { env: job.env, stdio: 'ignore' })
  const pid = child.pid ?? 0
  const start = ticks()
  if (movesOn) await moveOn(pid)
  // By PID, so that nothing tells the job of its end.
  job.add(pid)
  job.processes()
  child.kill()
  await once(child, 'exit')
  // Start times, which tell them apart, have a grain of 10 ms.
  await until(() => ticks() > start + 1, 'the clock has ticked')
  return { job, pid }
}

/**
 * @param {import('../../..').Job} job
 * @param {number[]} pids
 */
async function outcome(job, ...pids) {
  const members = job.processes().length
  const { remaining } = await job.close({ signal: 'SIGKILL' })
  const lives = pids.every(isAlive)
  for (const pid of pids.filter(isAlive)) process.kill(pid, 'SIGKILL')
  return { members, remaining: remaining.length, lives }
}

/**
 * The next owner of the number lives, and so does a child of it in its session. That is seen, even
 * if the number seems to be out of its turn (CRIU and tests choose them).
 */
async function owned() {
  const { job, pid } = await startMember(false)
  startAs(pid, 'sleep 1000 & wait')
  await until(() => children(pid).length === 1, 'it has a child')
  return outcome(job, pid, ...children(pid))
}

/** The next owner has ended too, and has left a child in its session. */
async function leftBehind() {
  const { job, pid } = await startMember(true)
  const before = children(process.pid)
  await once(startAs(pid, 'sleep 1000 &'), 'exit')
  const child = children(process.pid).find((other) => !before.includes(other) && isAlive(other))
  return outcome(job, child ?? 0)
}

/** Nobody has got the number, since what the member has left behind in its session still uses it. */
async function kept() {
  const job = createJob()
  const options = { detached: true, env: {} }
  const child = job.add(spawn('/bin/sh', ['-c', 'read go; sleep 1000 >&- 2>&- &'], options))
  const pid = child.pid ?? 0
  await moveOn(pid)
  const members = job.processes().length
  if (members !== 1) throw new Error(`expected the member alone, got ${members}`)
  const before = children(process.pid)
  child.stdin.end('\n')
  await once(child, 'exit')
  const left = children(process.pid).find((other) => !before.includes(other) && isAlive(other))
  await setImmediate()
  // Its turn has come and gone.
  setNextPid(pid)
  await once(spawn('true'), 'exit')
  return outcome(job, left ?? 0)
}

/**
 * A child is added in the exit event of another one. libuv has waited for both, the child does not
 * know it yet, and its number belongs to a process that somebody else has started.
 */
async function waitedFor() {
  const job = createJob()
  const siblings = [1, 2].map(() => spawn('true', { stdio: 'ignore' }))
  while (siblings.some(({ pid }) => processInfo(pid ?? 0)?.state !== 'Z'));
  /** @type {number} */
  const pid = await new Promise((resolve) => {
    for (const [index, sibling] of siblings.entries()) {
      const child = siblings[1 - index]
      sibling.once('exit', () => {
        if (child.exitCode !== null) return
        startAsGrandchild(child.pid ?? 0)
        job.add(child)
        resolve(child.pid ?? 0)
      })
    }
  })
  return outcome(job, pid)
}

/** @param {number} pid */
function startAsGrandchild(pid) {
  const script = `echo ${pid - 1} > /proc/sys/kernel/ns_last_pid; sleep 1000 & wait`
  const shell = spawn('/bin/sh', ['-c', script], { stdio: 'ignore' })
  /** @type {number[]} */
  let started = []
  while (started.length === 0) started = children(shell.pid ?? 0)
  if (started[0] !== pid) throw new Error(`expected PID ${pid}, got ${started[0]}`)
}

/** @param {number} pid */
function isAlive(pid) {
  return !['Z', undefined].includes(processInfo(pid)?.state)
}

/** @param {number} pid */
function children(pid) {
  const text = fs.readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
  return text.split(' ').filter(Boolean).map(Number)
}

async function main() {
  console.log(JSON.stringify([await owned(), await leftBehind(), await kept(), await waitedFor()]))
}

main()
