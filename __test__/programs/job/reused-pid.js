'use strict'

// Gives the PIDs of a job's members to other processes. Runs as PID 1 of a namespace, where the
// test can choose the next PID. Prints which processes the job takes for its members.

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
 * Starts a process with the given PID, in its own session.
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
 * Moves the PID counter so far that these PIDs come up again only after all others.
 * @param {number} pid
 */
async function moveOn(pid) {
  setNextPid(pid + 1000)
  await once(spawn('true'), 'exit')
}

/**
 * Starts a member that ends, so that its PID is free.
 * @param {boolean} movesOn
 */
async function startMember(movesOn) {
  const job = createJob()
  const child = spawn('sleep', ['1000'], { env: job.env, stdio: 'ignore' })
  const pid = child.pid ?? 0
  const start = ticks()
  if (movesOn) await moveOn(pid)
  // Added by its PID, so nothing tells the job that the process has ended.
  job.add(pid)
  job.processes()
  child.kill()
  await once(child, 'exit')
  // Start times tell the two processes apart. They have a resolution of 10 ms.
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
 * The next owner of the PID lives, and has a living child in its session. The job sees the reuse
 * even if the PID counter has not reached the PID again (CRIU and tests choose PIDs).
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

/** The PID stays unused: the member has left a process in its session, which still uses the ID. */
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
  // The PID counter reaches the PID and skips it.
  setNextPid(pid)
  await once(spawn('true'), 'exit')
  return outcome(job, left ?? 0)
}

/**
 * Adds a child in the exit event of another child. libuv has already waited for both. The child's
 * object does not know that yet, and its PID belongs to a process that another process started.
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
